import { randomUUID } from 'node:crypto'
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { Audit } from '#libs/access'
import { Clock, CONFIG, type Config, Events, lockByName, MS_PER_HOUR, MS_PER_MINUTE, NotFound, sql, tellLive, Timers } from '#libs/platform'
import { type ZoneRisk, zoneRisks } from '#libs/risk'
import { inDisplayUnit, labelAt, StationDirectory, type Severity, type StationView } from '#libs/station'
import { desiredWarning } from './desired-warning'
import { IN_FORCE, WAITING, type WarningKind } from './lifecycle'
import { localTime } from './local-time'
import { Warning, type WarningTrigger } from './warning.entity'
import { renderText } from './warning-text'
import { markWithheld } from './withheld'

export const EXPIRY = 'warning-expiry'
/** A warning lives this long past the last reading that supports it, plus the travel time to its zones. */
const VALID_HOURS = 12

interface Signal extends WarningTrigger {
  readonly confirmedAt: Date
  readonly confirmedWall: Date
}

/** Keeps the drafts in step with the risk of the zones: what should be said, given what was said and what waits. */
@Injectable()
export class DraftWarnings implements OnModuleInit {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(Clock) private readonly clock: Clock,
    private readonly events: Events,
    private readonly timers: Timers,
    private readonly directory: StationDirectory,
    private readonly audit: Audit,
  ) {}

  onModuleInit(): void {
    this.events.on('risk.assessed', async ({ stationIds, at }, tx) => {
      for (const risk of await zoneRisks(tx, at, stationIds)) await this.reconcile(tx, risk)
    })
  }

  private async reconcile(tx: EntityManager, risk: ZoneRisk): Promise<void> {
    await lockByName(tx, `chain ${risk.stationId}`)
    const warnings = await tx
      .getRepository(Warning)
      .find({ where: { stationId: risk.stationId }, order: { draftedAt: 'DESC', replayKey: 'DESC' } })
    const inForce = warnings.find(
      (warning) => IN_FORCE.includes(warning.state) && warning.kind !== 'all-clear' && warning.kind !== 'expiry',
    )
    const waiting = warnings.find((warning) => WAITING.includes(warning.state))
    if (inForce) await this.renew(tx, inForce, risk)
    const desired = desiredWarning(risk.severity, { inForce: inForce?.severity ?? 0, waiting: waiting?.severity })
    if (desired.action === 'nothing') return
    if (desired.action === 'drop-waiting') {
      await this.supersede(tx, waiting as Warning)
      return
    }
    const signal = await this.signalOf(tx, risk, inForce, warnings)
    if (!signal) return
    const replayKey = [risk.stationId, desired.kind, risk.severity, signal.observedAt].join('|')
    if (warnings.some((warning) => warning.replayKey === replayKey)) return
    if (waiting) await this.supersede(tx, waiting)
    await this.draft(tx, { kind: desired.kind, severity: risk.severity, risk, signal, replayKey, replaces: inForce })
  }

  /** A message that follows an expiry: its villages learn that the warning ran out without an all-clear. */
  async draftExpiry(tx: EntityManager, expired: Warning): Promise<void> {
    const now = this.clock.now()
    const areas = await sql<{ area_code: string }>(tx, `select area_code from warning_area where warning_id = $1 order by area_code`, [
      expired.id,
    ])
    const risk: ZoneRisk = {
      stationId: expired.trigger.station,
      severity: 0,
      travelMinutes: 0,
      villages: areas.map((area) => ({ areaCode: area.area_code, expectedArrivalAt: null })),
    }
    const signal: Signal = { ...expired.trigger, severity: 0, label: null, confirmedAt: now, confirmedWall: new Date() }
    const replayKey = [risk.stationId, 'expiry', 0, expired.replayKey].join('|')
    await this.draft(tx, { kind: 'expiry', severity: 0, risk, signal, replayKey, replaces: expired })
  }

  private async draft(
    tx: EntityManager,
    what: { kind: WarningKind; severity: Severity; risk: ZoneRisk; signal: Signal; replayKey: string; replaces: Warning | undefined },
  ): Promise<void> {
    const { kind, severity, risk, signal, replaces } = what
    const now = this.clock.now()
    const station = await this.directory.find(risk.stationId, tx)
    if (!station) throw new NotFound('station', risk.stationId)
    const template = await this.template(tx, kind, severity)
    const exercise = this.config.KENTONGAN_MODE === 'exercise'
    const id = randomUUID()
    const { confirmedAt, confirmedWall, ...trigger } = signal
    const expiresAt = await this.validUntil(tx, risk, now)
    await tx.getRepository(Warning).insert({
      id,
      replayKey: what.replayKey,
      kind,
      state: 'draft',
      revision: 1,
      replacesId: replaces?.id ?? null,
      chainId: replaces?.chainId ?? id,
      hazard: 'flood',
      severity,
      stationId: risk.stationId,
      trigger,
      why: { travelMinutes: risk.travelMinutes, level: signal.value, unit: station.displayUnit, rule: 'ladder' },
      text: renderText(template.body, await this.values(tx, station, signal, severity, risk), exercise),
      templateId: template.id,
      templateVersion: template.version,
      exercise,
      expiresAt,
      signalAt: confirmedAt,
      signalWall: confirmedWall,
      draftedAt: now,
    })
    await this.insertAreas(tx, id, kind, risk, replaces)
    await markWithheld(tx, id)
    await this.timers.set(EXPIRY, id, expiresAt, tx)
    await this.audit.record(tx, {
      actor: 'system:risk',
      action: 'warning.drafted',
      subject: `warning:${id}`,
      detail: { kind, severity, station: risk.stationId },
    })
    await this.events.tell('warning.drafted', { warningId: id }, tx)
    await tellLive(tx, 'warnings')
  }

  /** A milder message never drops a village in silence: only an all-clear or an expiry releases it. */
  private async insertAreas(
    tx: EntityManager,
    id: string,
    kind: WarningKind,
    risk: ZoneRisk,
    replaces: Warning | undefined,
  ): Promise<void> {
    await sql(
      tx,
      `insert into warning_area (warning_id, area_code, expected_arrival_at)
       select $1::uuid, code, arrival::timestamptz from unnest($2::text[], $3::text[]) as own(code, arrival)
       union select $1::uuid, o.area_code, null::timestamptz from warning_area o
        where o.warning_id = $4::uuid and $5::boolean and not (o.area_code = any($2::text[]))`,
      [
        id,
        risk.villages.map((village) => village.areaCode),
        risk.villages.map((village) => village.expectedArrivalAt?.toISOString() ?? null),
        replaces?.id ?? null,
        kind !== 'new',
      ],
    )
  }

  /** A draft that no longer says the right thing. */
  private async supersede(tx: EntityManager, warning: Warning): Promise<void> {
    await sql(
      tx,
      `update warning set state = 'ended', end_reason = 'superseded', ended_at = $2, revision = revision + 1
        where id = $1 and state in ('draft', 'submitted')`,
      [warning.id, this.clock.now()],
    )
    await this.timers.clear(EXPIRY, warning.id, tx)
    await this.audit.record(tx, { actor: 'system:risk', action: 'warning.superseded', subject: `warning:${warning.id}` })
    await tellLive(tx, 'warnings')
  }

  /** Good readings that support a warning in force keep it alive. */
  private async renew(tx: EntityManager, warning: Warning, risk: ZoneRisk): Promise<void> {
    const until = await this.validUntil(tx, risk, warning.draftedAt)
    if (until <= warning.expiresAt) return
    await sql(tx, `update warning set expires_at = $2 where id = $1`, [warning.id, until])
    await sql(tx, `update message set expires_at = $2 where warning_id = $1 and purpose = 'warning'`, [warning.id, until])
    await this.timers.set(EXPIRY, warning.id, until, tx)
  }

  private async validUntil(tx: EntityManager, risk: ZoneRisk, atLeastFrom: Date): Promise<Date> {
    const [state] = await sql<{ evidence_at: Date | null }>(tx, `select evidence_at from station_state where station_id = $1`, [
      risk.stationId,
    ])
    const from = Math.max(state?.evidence_at?.getTime() ?? 0, atLeastFrom.getTime())
    return new Date(from + VALID_HOURS * MS_PER_HOUR + risk.travelMinutes * MS_PER_MINUTE)
  }

  /**
   * The crossing that asks for the message; after an expiry, the first reading that supports the severity anew.
   * Undefined when the people's last word on this crossing stands: it was declined, or its warning ran out and nothing new was measured.
   */
  private async signalOf(
    tx: EntityManager,
    risk: ZoneRisk,
    inForce: Warning | undefined,
    warnings: readonly Warning[],
  ): Promise<Signal | undefined> {
    const rises = risk.severity > (inForce?.severity ?? 0)
    const station = await this.directory.find(risk.stationId, tx)
    const [change] = await sql<{
      observed_at: Date
      observed_value: number
      confirmed_at: Date
      confirmed_wall: Date
      label: string | null
    }>(
      tx,
      // A rise: the latest that reached the severity. A fall: the first since the last rise that brought it this low.
      rises
        ? `select observed_at, observed_value, confirmed_at, confirmed_wall, label from severity_change
            where station_id = $1 and to_severity >= $2 and to_severity > from_severity order by id desc limit 1`
        : `select observed_at, observed_value, confirmed_at, confirmed_wall, label from severity_change
            where station_id = $1 and to_severity <= $2 and to_severity < from_severity
              and id > coalesce((select max(id) from severity_change where station_id = $1 and to_severity > from_severity), 0)
            order by id limit 1`,
      [risk.stationId, risk.severity],
    )
    if (!change || !station) return undefined
    const last = warnings[0]
    const ranOut = rises && last?.state === 'ended' && last.kind === 'expiry'
    const [state] = await sql<{ evidence_at: Date | null; latest_value: number }>(
      tx,
      `select evidence_at, latest_value from station_state where station_id = $1`,
      [risk.stationId],
    )
    const renewed = ranOut && state?.evidence_at && state.evidence_at > last.draftedAt ? state : undefined
    const now = this.clock.now()
    return {
      station: station.id,
      name: station.commonName,
      severity: risk.severity,
      label: labelAt(station.ladder, change.observed_at, risk.severity) ?? null,
      observedAt: (renewed?.evidence_at ?? change.observed_at).toISOString(),
      value: renewed?.latest_value ?? change.observed_value,
      // A fall speaks when the water has passed the zones, not when it was confirmed upstream.
      confirmedAt: rises && !renewed ? change.confirmed_at : now,
      confirmedWall: rises && !renewed ? change.confirmed_wall : new Date(),
    }
  }

  private async template(tx: EntityManager, kind: WarningKind, severity: Severity): Promise<{ id: string; version: number; body: string }> {
    const [template] = await sql<{ id: string; version: number; body: string }>(
      tx,
      `select id, version, body from message_template where hazard = 'flood' and kind = $1 and severity = $2 and language = 'id'
        order by version desc limit 1`,
      [kind, severity],
    )
    if (!template) throw new NotFound('message template', `flood ${kind} ${severity}`)
    return template
  }

  private async values(tx: EntityManager, station: StationView, signal: Signal, severity: Severity, risk: ZoneRisk) {
    const [installation] = await sql<{ time_zone: string }>(tx, `select time_zone from installation where id = 1`)
    const hours = Math.round(risk.travelMinutes / 60)
    return {
      post: station.commonName,
      river: station.river,
      level: `${inDisplayUnit(signal.value, station.displayUnit)} ${station.displayUnit}`,
      label: signal.label ?? '-',
      severity,
      time: localTime(new Date(signal.observedAt), installation?.time_zone ?? 'Asia/Jakarta'),
      arrival: hours > 0 ? `sekitar ${hours} jam lagi` : 'segera',
    }
  }
}
