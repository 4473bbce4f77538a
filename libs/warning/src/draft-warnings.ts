import { randomUUID } from 'node:crypto'
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { Audit } from '#libs/access'
import { Clock, CONFIG, type Config, Events, lockByName, MS_PER_HOUR, MS_PER_MINUTE, NotFound, sql, tellLive, Timers } from '#libs/platform'
import { siteRisks, stationRisks } from '#libs/risk'
import { StationDirectory, type Severity } from '#libs/station'
import type { Chain, Observed } from './chain/chain'
import { SiteChain } from './chain/site-chain'
import { StationChain } from './chain/station-chain'
import { desiredWarning } from './desired-warning'
import { IN_FORCE, WAITING, type WarningKind } from './lifecycle'
import { Warning } from './warning.entity'
import { renderText } from './warning-text'
import { markWithheld } from './withheld'

export const EXPIRY = 'warning-expiry'
/** A warning lives this long past the last reading that supports it, plus the travel time to its zones. */
const VALID_HOURS = 12

/** What asks for a message now. */
interface Signal {
  readonly crossedAt: Date
  readonly observed: Observed
  readonly confirmedAt: Date
  readonly confirmedWall: Date
}

interface Draft {
  readonly kind: WarningKind
  readonly chain: Chain
  readonly signal: Signal
  readonly replayKey: string
  readonly replaces: Warning | undefined
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
    this.events.on('risk.assessed', async ({ stationIds, sites = [], at }, tx) => {
      for (const risk of await stationRisks(tx, at, stationIds)) await this.reconcile(tx, new StationChain(this.directory, risk))
      for (const risk of sites.length > 0 ? await siteRisks(tx, sites) : []) await this.reconcile(tx, new SiteChain(risk))
    })
  }

  private async reconcile(tx: EntityManager, chain: Chain): Promise<void> {
    await lockByName(tx, `chain ${chain.key}`)
    const warnings = await tx.getRepository(Warning).find({ where: chain.columns, order: { draftedAt: 'DESC', replayKey: 'DESC' } })
    const inForce = warnings.find(
      (warning) => IN_FORCE.includes(warning.state) && warning.kind !== 'all-clear' && warning.kind !== 'expiry',
    )
    const waiting = warnings.find((warning) => WAITING.includes(warning.state))
    const { severity } = chain.risk
    if (inForce) await this.renew(tx, inForce, chain)
    const desired = desiredWarning(severity, { inForce: inForce?.severity ?? 0, waiting: waiting?.severity })
    if (desired.action === 'nothing') return
    if (desired.action === 'drop-waiting') {
      await this.supersede(tx, waiting as Warning)
      return
    }
    const signal = await this.signalOf(tx, chain, inForce, warnings)
    if (!signal) return
    const replayKey = [chain.key, desired.kind, severity, signal.observed.at.toISOString()].join('|')
    if (warnings.some((warning) => warning.replayKey === replayKey)) return
    if (waiting) await this.supersede(tx, waiting)
    await this.draft(tx, { kind: desired.kind, chain, signal, replayKey, replaces: inForce })
  }

  /** A message that follows an expiry: its villages learn that the warning ran out without an all-clear. */
  async draftExpiry(tx: EntityManager, expired: Warning): Promise<void> {
    const areas = await sql<{ area_code: string }>(tx, `select area_code from warning_area where warning_id = $1 order by area_code`, [
      expired.id,
    ])
    const villages = areas.map((area) => ({ areaCode: area.area_code, expectedArrivalAt: null }))
    const chain = this.chainOf(expired, villages)
    const { observedAt, value, hours } = expired.trigger
    const at = new Date(observedAt)
    const signal: Signal = {
      crossedAt: at,
      observed: { at, value, ...(hours === undefined ? {} : { hours }) },
      confirmedAt: this.clock.now(),
      confirmedWall: new Date(),
    }
    const replayKey = [chain.key, 'expiry', 0, expired.replayKey].join('|')
    await this.draft(tx, { kind: 'expiry', chain, signal, replayKey, replaces: expired })
  }

  /** The chain of a warning that ran out: nothing is in force any more. */
  private chainOf({ id, stationId, site }: Warning, villages: Chain['risk']['villages']): Chain {
    const over = { severity: 0 as Severity, travelMinutes: 0, villages }
    if (site !== null) return new SiteChain({ ...over, site })
    if (stationId !== null) return new StationChain(this.directory, { ...over, stationId })
    throw new NotFound('trigger of warning', id)
  }

  private async draft(tx: EntityManager, { kind, chain, signal, replayKey, replaces }: Draft): Promise<void> {
    const now = this.clock.now()
    const { severity } = chain.risk
    const { trigger, why, values } = await chain.message(tx, signal.crossedAt, signal.observed)
    const template = await this.template(tx, chain.hazard, kind, severity)
    const exercise = this.config.KENTONGAN_MODE === 'exercise'
    const id = randomUUID()
    const expiresAt = await this.validUntil(tx, chain, now)
    await tx.getRepository(Warning).insert({
      id,
      replayKey,
      kind,
      state: 'draft',
      revision: 1,
      replacesId: replaces?.id ?? null,
      chainId: replaces?.chainId ?? id,
      hazard: chain.hazard,
      severity,
      ...chain.columns,
      trigger,
      why,
      text: renderText(template.body, values, exercise),
      templateId: template.id,
      templateVersion: template.version,
      exercise,
      expiresAt,
      signalAt: signal.confirmedAt,
      signalWall: signal.confirmedWall,
      draftedAt: now,
    })
    await this.insertAreas(tx, id, kind, chain.risk, replaces)
    await markWithheld(tx, id)
    await this.timers.set(EXPIRY, id, expiresAt, tx)
    await this.audit.record(tx, {
      actor: 'system:risk',
      action: 'warning.drafted',
      subject: `warning:${id}`,
      detail: { kind, severity, ...('stationId' in chain.columns ? { station: chain.key } : { site: chain.key }) },
    })
    await this.events.tell('warning.drafted', { warningId: id }, tx)
    await tellLive(tx, 'warnings')
  }

  /** A milder message never drops a village in silence: only an all-clear or an expiry releases it. */
  private async insertAreas(
    tx: EntityManager,
    id: string,
    kind: WarningKind,
    risk: Chain['risk'],
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
  private async renew(tx: EntityManager, warning: Warning, chain: Chain): Promise<void> {
    const until = await this.validUntil(tx, chain, warning.draftedAt)
    if (until <= warning.expiresAt) return
    await sql(tx, `update warning set expires_at = $2 where id = $1`, [warning.id, until])
    await sql(tx, `update message set expires_at = $2 where warning_id = $1 and purpose = 'warning'`, [warning.id, until])
    await this.timers.set(EXPIRY, warning.id, until, tx)
  }

  private async validUntil(tx: EntityManager, chain: Chain, atLeastFrom: Date): Promise<Date> {
    const evidence = await chain.evidence(tx)
    const from = Math.max(evidence?.at?.getTime() ?? 0, atLeastFrom.getTime())
    return new Date(from + VALID_HOURS * MS_PER_HOUR + chain.risk.travelMinutes * MS_PER_MINUTE)
  }

  /**
   * The crossing that asks for the message; after an expiry, the first evidence that supports the severity anew.
   * Undefined when the people's last word on this crossing stands: it was declined, or its warning ran out and nothing new was measured.
   */
  private async signalOf(
    tx: EntityManager,
    chain: Chain,
    inForce: Warning | undefined,
    warnings: readonly Warning[],
  ): Promise<Signal | undefined> {
    const rises = chain.risk.severity > (inForce?.severity ?? 0)
    const crossing = await chain.crossing(tx, rises)
    if (!crossing) return undefined
    const last = warnings[0]
    const ranOut = rises && last?.state === 'ended' && last.kind === 'expiry'
    const evidence = ranOut ? await chain.evidence(tx) : undefined
    const renewed =
      last && evidence?.at && evidence.value !== null && evidence.at > last.draftedAt ? { ...evidence, at: evidence.at } : undefined
    const isCrossing = rises && !renewed
    return {
      crossedAt: crossing.observed.at,
      observed: renewed ?? crossing.observed,
      // A fall speaks when the water has passed the zones, not when it was confirmed upstream.
      confirmedAt: isCrossing ? crossing.confirmedAt : this.clock.now(),
      confirmedWall: isCrossing ? crossing.confirmedWall : new Date(),
    }
  }

  private async template(
    tx: EntityManager,
    hazard: Chain['hazard'],
    kind: WarningKind,
    severity: Severity,
  ): Promise<{ id: string; version: number; body: string }> {
    const [template] = await sql<{ id: string; version: number; body: string }>(
      tx,
      `select id, version, body from message_template where hazard = $1 and kind = $2 and severity = $3 and language = 'id'
        order by version desc limit 1`,
      [hazard, kind, severity],
    )
    if (!template) throw new NotFound('message template', `${hazard} ${kind} ${severity}`)
    return template
  }
}
