import { type Db, sql } from '#libs/platform'
import type { Parameter } from '#libs/station'

/** `primary`: acted on. `secondary`: a source that comes before covers the time; kept, shown, compared, not acted on. */
export type Standing = 'primary' | 'secondary'

const MS_PER_MINUTE = 60_000

/** A good reading of a source that comes before: it covers so many ms before and after itself. */
export interface Cover {
  readonly stationId: string
  readonly parameter: Parameter
  readonly at: number
  readonly coverMs: number
}

export interface Placed {
  readonly stationId: string
  readonly parameter: Parameter
  readonly at: number
}

/**
 * Which of these readings are covered. Where the better source is silent for longer than it covers, the next one fills the gap.
 * @param covers in any order
 */
export function standings(readings: readonly Placed[], covers: readonly Cover[]): Standing[] {
  const of = new Map<string, Cover[]>()
  for (const cover of covers) {
    const key = `${cover.stationId} ${cover.parameter}`
    const own = of.get(key)
    if (own) own.push(cover)
    else of.set(key, [cover])
  }
  return readings.map(({ stationId, parameter, at }) =>
    of.get(`${stationId} ${parameter}`)?.some((cover) => Math.abs(cover.at - at) <= cover.coverMs) ? 'secondary' : 'primary',
  )
}

/** Good readings, around these, of sources that come before `source`. One question, and none where no source comes before. */
export async function coversOf(db: Db, source: string, readings: readonly Placed[]): Promise<Cover[]> {
  if (readings.length === 0) return []
  const better = await sql<{ source: string; cover_minutes: number }>(
    db,
    `select b.source, b.cover_minutes from feed_config b
      where b.source <> $1 and b.cover_minutes > 0 and b.precedence < coalesce((select precedence from feed_config where source = $1), 100)`,
    [source],
  )
  if (better.length === 0) return []
  const widest = Math.max(...better.map((each) => each.cover_minutes)) * MS_PER_MINUTE
  const times = readings.map((reading) => reading.at)
  const earliest = times.reduce((a, b) => Math.min(a, b))
  const latest = times.reduce((a, b) => Math.max(a, b))
  const rows = await sql<{ station_id: string; parameter: Parameter; at: string; source: string }>(
    db,
    `select station_id, parameter, (extract(epoch from observed_at) * 1000)::bigint as at, source from reading
      where station_id = any($1) and source = any($2) and quality = 'good' and observed_at between $3 and $4`,
    [
      [...new Set(readings.map((reading) => reading.stationId))],
      better.map((each) => each.source),
      new Date(earliest - widest),
      new Date(latest + widest),
    ],
  )
  const coverMs = new Map(better.map((each) => [each.source, each.cover_minutes * MS_PER_MINUTE]))
  return rows.map((row) => ({
    stationId: row.station_id,
    parameter: row.parameter,
    at: Number(row.at),
    coverMs: coverMs.get(row.source) as number,
  }))
}
