import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { DataSource, type EntityManager } from 'typeorm'
import { Clock, Events, Jobs, lockByName, MS_PER_HOUR, MS_PER_MINUTE, sql, Sweeper, tellLive, Timers } from '#libs/platform'
import { type Severity, StationDirectory, type StationView } from '#libs/station'
import '#libs/feed'
import { JudgeAreas } from './judge-areas'
import { REWIND_HOURS, reconsider } from './reconsider'
import { assessStations } from './risk.jobs'
import { readingsSince, type StateRow, severityBefore, stateOf, UNASSESSED } from './station-state'
import { CALM } from './station-severity'
import { type ReadingRow, type Walk, walkReadings } from './walk-readings'
import { zoneRisks } from './zone-risk'

const ZONE_LAG = 'zone-lag'
/** Contradictions between a source's own status and the ladder, on end, before the screen says so. */
const CONTRADICTIONS_TO_TELL = 3

/**
 * Takes the new readings of stations through the ladder, stores what changed, judges the zones and tells it, in one transaction:
 * a draft stands with the assessment that asked for it. Running it twice changes nothing: each station remembers how far it was read.
 */
@Injectable()
export class AssessStations implements OnModuleInit {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(Clock) private readonly clock: Clock,
    private readonly events: Events,
    private readonly jobs: Jobs,
    private readonly sweeper: Sweeper,
    private readonly timers: Timers,
    private readonly directory: StationDirectory,
    private readonly areas: JudgeAreas,
  ) {}

  onModuleInit(): void {
    this.events.on('readings.stored', ({ payloadId, stationIds }, tx) =>
      this.jobs.wakeAfterCommit(tx, assessStations, { payloadId: String(payloadId), stationIds: [...stationIds] }),
    )
    this.events.on('quality.overridden', async ({ stationId, parameter, from }, tx) => {
      if (parameter === 'water_level') await this.reassessFrom(tx, stationId, from)
    })
    this.jobs.handle(assessStations, ({ stationIds }) => this.run(stationIds))
    this.sweeper.add('assess-stations', () => this.sweep())
    this.timers.handle(ZONE_LAG, (subject, tx) => this.judge(tx, [subject.split(' ')[0] ?? subject]))
  }

  async run(stationIds: readonly string[]): Promise<void> {
    await this.db.transaction(async (tx) => {
      await lockByName(tx, 'assess-stations')
      for (const stationId of [...stationIds].toSorted()) await this.assess(tx, stationId)
      await this.judge(tx, stationIds)
    })
  }

  /** Stations with readings that nobody assessed, or whose readings count otherwise than they did. */
  async unassessed(): Promise<string[]> {
    return (await sql<{ id: string }>(this.db, UNASSESSED)).map((row) => row.id)
  }

  private async sweep(): Promise<number> {
    const waiting = await this.unassessed()
    if (waiting.length > 0) await this.run(waiting)
    return waiting.length
  }

  /** The row says what is to be looked at again; the job only wakes somebody. */
  private async reassessFrom(tx: EntityManager, stationId: string, from: Date): Promise<void> {
    await sql(tx, `update station_state set reassess_from = least(reassess_from, $2) where station_id = $1`, [stationId, from])
    await this.jobs.wakeAfterCommit(tx, assessStations, { payloadId: `decision.${stationId}.${from.getTime()}`, stationIds: [stationId] })
  }

  private async assess(tx: EntityManager, stationId: string): Promise<void> {
    const station = await this.directory.find(stationId, tx)
    if (!station) return
    const state = await stateOf(tx, stationId)
    if (state?.reassess_from) return this.reassess(tx, station, state, state.reassess_from)
    const readings = await readingsSince(tx, stationId, state?.assessed_through ?? null)
    if (readings.length === 0) return
    const walk = walkReadings(readings, station.ladder, station.hysteresis, {
      memory: state?.memory.severity ?? CALM,
      contradictions: state?.memory.contradictions ?? 0,
    })
    await this.store(tx, stationId, walk, readings, 'reading')
  }

  /** Reads the post again from well before what somebody decided on; what was said before stays said, the difference is a new change. */
  private async reassess(tx: EntityManager, station: StationView, state: StateRow, from: Date): Promise<void> {
    const start = new Date(from.getTime() - REWIND_HOURS * MS_PER_HOUR)
    const before = await severityBefore(tx, station.id, start)
    const readings = await readingsSince(tx, station.id, start)
    if (readings.length === 0) {
      await sql(tx, `update station_state set reassess_from = null where station_id = $1`, [station.id])
      return
    }
    const memory = before ? { severity: before.severity, since: before.observedAt, recent: [] } : CALM
    const again = walkReadings(readings, station.ladder, station.hysteresis, { memory, contradictions: 0 })
    const walk = reconsider(state.severity, state.since ?? undefined, again, readings, before, station, this.clock.now())
    await this.store(tx, station.id, walk, readings, 'decision')
  }

  private async store(
    tx: EntityManager,
    stationId: string,
    walk: Walk,
    readings: readonly ReadingRow[],
    cause: 'reading' | 'decision',
  ): Promise<void> {
    const latest = readings.at(-1) as ReadingRow
    const degraded = [
      ...(latest.quality === 'suspect' ? ['latest-suspect'] : []),
      ...(walk.contradictions >= CONTRADICTIONS_TO_TELL ? ['status-contradicts-ladder'] : []),
      ...(walk.withheld ? ['no-ladder'] : []),
    ]
    for (const change of walk.changes) {
      const [row] = await sql<{ id: string }>(
        tx,
        `insert into severity_change (station_id, from_severity, to_severity, label, observed_at, observed_value, confirmed_at, cause)
         values ($1,$2,$3,$4,$5,$6,$7,$8) returning id`,
        [stationId, change.from, change.to, change.label, new Date(change.observedAt), change.value, change.confirmedAt, cause],
      )
      if (change.to < change.from && row) await this.waitForTheWater(tx, stationId, row.id, change.from, change.confirmedAt)
    }
    const { memory } = walk
    await sql(
      tx,
      `insert into station_state (station_id, severity, since, evidence_at, assessed_through, latest_at, latest_value, memory, withheld, degraded, updated_at)
       values ($1,$2,$3,$4,$5,$5,$6,$7,$8,$9,$10)
       on conflict (station_id) do update set severity = excluded.severity, since = excluded.since, evidence_at = excluded.evidence_at,
         assessed_through = excluded.assessed_through, latest_at = excluded.latest_at, latest_value = excluded.latest_value,
         memory = excluded.memory, reassess_from = null, withheld = excluded.withheld, degraded = excluded.degraded, updated_at = excluded.updated_at`,
      [
        stationId,
        memory.severity,
        memory.since === undefined ? null : new Date(memory.since),
        memory.evidenceAt === undefined ? null : new Date(memory.evidenceAt),
        latest.observed_at,
        latest.value,
        JSON.stringify({ severity: memory, contradictions: walk.contradictions }),
        walk.withheld,
        degraded,
        this.clock.now(),
      ],
    )
  }

  /** The zones are judged again when the water that stood at the station has passed them. */
  private async waitForTheWater(tx: EntityManager, stationId: string, changeId: string, from: Severity, confirmedAt: Date): Promise<void> {
    const [zone] = await sql<{ travel_minutes: number }>(
      tx,
      `select travel_minutes from hazard_zone where station_id = $1 and severity = $2 and hazard = 'flood'`,
      [stationId, from],
    )
    if (zone) {
      const dueAt = new Date(confirmedAt.getTime() + zone.travel_minutes * MS_PER_MINUTE)
      await this.timers.set(ZONE_LAG, `${stationId} ${changeId}`, dueAt, tx)
    }
  }

  private async judge(tx: EntityManager, stationIds: readonly string[]): Promise<void> {
    const now = this.clock.now()
    await this.areas.run(tx, await zoneRisks(tx, now), now)
    await this.events.tell('risk.assessed', { stationIds: [...stationIds], at: now }, tx)
    await tellLive(tx, 'risk')
  }
}
