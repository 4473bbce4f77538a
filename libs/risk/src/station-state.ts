import type { EntityManager } from 'typeorm'
import { type Db, sql } from '#libs/platform'
import type { Severity } from '#libs/station'
import type { EarlierSeverity } from './reconsider'
import type { SeverityMemory } from './station-severity'
import type { ReadingRow } from './walk-readings'

export interface StateRow {
  readonly severity: Severity
  readonly since: Date | null
  readonly assessed_through: Date | null
  /** First of the readings that count otherwise since a person decided; null when none do. */
  readonly reassess_from: Date | null
  readonly memory: { severity?: SeverityMemory; contradictions?: number }
}

/** Stations that are to be looked at: readings that nobody assessed, or that count otherwise than they did. */
export const UNASSESSED = `select s.id from station s left join station_state t on t.station_id = s.id
  where t.reassess_from is not null
     or exists (select 1 from reading r where r.station_id = s.id and r.parameter = 'water_level' and r.standing = 'primary'
                 and (t.assessed_through is null or r.observed_at > t.assessed_through))`

/** The state of a station, locked until the transaction ends. */
export async function stateOf(tx: EntityManager, stationId: string): Promise<StateRow | undefined> {
  const [state] = await sql<StateRow>(
    tx,
    `select severity, since, assessed_through, reassess_from, memory from station_state where station_id = $1 for update`,
    [stationId],
  )
  return state
}

/** Water levels to act on after an instant, one for each time: where two sources say something at once, a good one, then the better source. */
export const readingsSince = (db: Db, stationId: string, after: Date | null): Promise<ReadingRow[]> =>
  sql<ReadingRow>(
    db,
    `select distinct on (r.observed_at) r.observed_at, r.received_at, r.value, r.quality, r.reported_status
       from judged_reading r left join feed_config c on c.source = r.source
      where r.station_id = $1 and r.parameter = 'water_level' and r.standing = 'primary' and ($2::timestamptz is null or r.observed_at > $2)
      order by r.observed_at, r.quality, coalesce(c.precedence, 100), r.id`,
    [stationId, after],
  )

/** The severity in force at an instant; undefined where none was ever raised. */
export async function severityBefore(db: Db, stationId: string, at: Date): Promise<EarlierSeverity | undefined> {
  const [row] = await sql<{ severity: Severity; observed_at: Date; value: number }>(
    db,
    `select to_severity as severity, observed_at, observed_value as value from severity_change
      where station_id = $1 and confirmed_at <= $2 order by confirmed_at desc, id desc limit 1`,
    [stationId, at],
  )
  return row && { severity: row.severity, observedAt: row.observed_at.getTime(), value: row.value }
}
