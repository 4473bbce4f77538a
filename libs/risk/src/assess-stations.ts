import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { DataSource, type EntityManager } from 'typeorm'
import { Clock, Events, Jobs, lockByName, MS_PER_MINUTE, sql, Sweeper, tellLive, Timers } from '#libs/platform'
import { ladderAt, type LadderStep, labelOf, StationDirectory, statusContradicts, type Severity } from '#libs/station'
import '#libs/feed'
import { JudgeAreas } from './judge-areas'
import { assessStations } from './risk.jobs'
import { CALM, type Hysteresis, takeReading, type SeverityChange, type SeverityMemory } from './station-severity'
import { zoneRisks } from './zone-risk'

const ZONE_LAG = 'zone-lag'
/** Contradictions between a source's own status and the ladder, on end, before the screen says so. */
const CONTRADICTIONS_TO_TELL = 3

interface StateRow {
  station_id: string
  severity: Severity
  assessed_through: Date | null
  memory: { severity?: SeverityMemory; contradictions?: number }
}

interface ReadingRow {
  observed_at: Date
  received_at: Date
  value: number
  quality: 'good' | 'suspect'
  reported_status: string | null
}

interface Walk {
  memory: SeverityMemory
  contradictions: number
  withheld: string | null
  changes: (SeverityChange & { confirmedAt: Date; label: string | null })[]
}

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

  /** Stations with readings that nobody assessed. */
  async unassessed(): Promise<string[]> {
    const rows = await sql<{ id: string }>(
      this.db,
      `select s.id from station s left join station_state t on t.station_id = s.id
        where exists (select 1 from reading r where r.station_id = s.id and r.parameter = 'water_level'
                       and (t.assessed_through is null or r.observed_at > t.assessed_through))`,
    )
    return rows.map((row) => row.id)
  }

  private async sweep(): Promise<number> {
    const waiting = await this.unassessed()
    if (waiting.length > 0) await this.run(waiting)
    return waiting.length
  }

  private async assess(tx: EntityManager, stationId: string): Promise<void> {
    const station = await this.directory.find(stationId, tx)
    if (!station) return
    const [state] = await sql<StateRow>(
      tx,
      `select station_id, severity, assessed_through, memory from station_state where station_id = $1 for update`,
      [stationId],
    )
    const readings = await sql<ReadingRow>(
      tx,
      `select observed_at, received_at, value, quality, reported_status from reading
        where station_id = $1 and parameter = 'water_level' and ($2::timestamptz is null or observed_at > $2) order by observed_at`,
      [stationId, state?.assessed_through ?? null],
    )
    const latest = readings.at(-1)
    if (!latest) return
    const walk = walkReadings(readings, station.ladder, station.hysteresis, {
      memory: state?.memory.severity ?? CALM,
      contradictions: state?.memory.contradictions ?? 0,
      withheld: null,
      changes: [],
    })
    await this.store(tx, stationId, walk, readings)
  }

  private async store(tx: EntityManager, stationId: string, walk: Walk, readings: readonly ReadingRow[]): Promise<void> {
    const latest = readings.at(-1) as ReadingRow
    const degraded = [
      ...(latest.quality === 'suspect' ? ['latest-suspect'] : []),
      ...(walk.contradictions >= CONTRADICTIONS_TO_TELL ? ['status-contradicts-ladder'] : []),
      ...(walk.withheld ? ['no-ladder'] : []),
    ]
    for (const change of walk.changes) {
      const [row] = await sql<{ id: string }>(
        tx,
        `insert into severity_change (station_id, from_severity, to_severity, label, observed_at, observed_value, confirmed_at)
         values ($1,$2,$3,$4,$5,$6,$7) returning id`,
        [stationId, change.from, change.to, change.label, new Date(change.observedAt), change.value, change.confirmedAt],
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
         memory = excluded.memory, withheld = excluded.withheld, degraded = excluded.degraded, updated_at = excluded.updated_at`,
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

/** Good readings move the severity; suspect ones are passed over. A station without a ladder valid at the time has no severity. */
function walkReadings(readings: readonly ReadingRow[], steps: readonly LadderStep[], hysteresis: Hysteresis, start: Walk): Walk {
  const walk: Walk = { ...start, changes: [] }
  for (const reading of readings) {
    const ladder = ladderAt(steps, reading.observed_at)
    walk.withheld = ladder ? null : steps.length > 0 ? 'ladder-not-valid-yet' : 'no-ladder'
    if (!ladder || reading.quality === 'suspect') continue
    walk.contradictions = statusContradicts(ladder, reading.value, reading.reported_status ?? undefined) ? walk.contradictions + 1 : 0
    const { memory, change } = takeReading(walk.memory, { at: reading.observed_at.getTime(), value: reading.value }, ladder, hysteresis)
    walk.memory = memory
    if (change) walk.changes.push({ ...change, confirmedAt: reading.received_at, label: labelOf(ladder, change.to) ?? null })
  }
  return walk
}
