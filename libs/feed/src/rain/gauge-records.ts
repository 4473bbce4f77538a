import { type Db, sql } from '#libs/platform'
import type { NearGauge } from './areal'
import { type RainInterval, type RainRecord, rainRecord } from './rain-record'

/** The gauges near each zone: stations that reported rain in the time, nearest first. A zone without any is not in the map. */
export async function gaugesOfZones(
  db: Db,
  zoneIds: readonly string[],
  maxDistanceKm: number,
  from: Date,
  to: Date,
): Promise<Map<string, NearGauge[]>> {
  const rows = await sql<{ zone_id: string; station_id: string; km: number }>(
    db,
    `with gauge as materialized (
       select s.id, s.location::geography as location from station s
        where exists (select from reading r where r.station_id = s.id and r.parameter = 'rain' and r.observed_at > $3 and r.observed_at <= $4)
     ), zone as materialized (select id, geom::geography as area from hazard_zone where id = any($1))
     select z.id as zone_id, g.id as station_id, st_distance(z.area, g.location) / 1000 as km
       from zone z join gauge g on st_dwithin(z.area, g.location, $2::float8 * 1000)
      order by z.id, km, g.id`,
    [zoneIds, maxDistanceKm, from, to],
  )
  const gauges = new Map<string, NearGauge[]>()
  for (const { zone_id, station_id, km } of rows) gauges.set(zone_id, [...(gauges.get(zone_id) ?? []), { stationId: station_id, km }])
  return gauges
}

/**
 * What is known of the rain at gauges between two instants. Nothing observed after `to` is used, so that a past instant is judged by
 * what could be known then; what a person decided of a reading counts before what a rule said. A reading that does not say how long
 * its interval was cannot be summed.
 */
export async function gaugeRecords(db: Db, stationIds: readonly string[], from: Date, to: Date): Promise<Map<string, RainRecord>> {
  const rows = await sql<{ station_id: string; ends_at: string; minutes: number; mm: number; suspect: boolean }>(
    db,
    `select station_id, extract(epoch from observed_at) * 1000 as ends_at, interval_minutes as minutes, value as mm, quality = 'suspect' as suspect
       from judged_reading
      where station_id = any($1) and parameter = 'rain' and standing = 'primary' and interval_minutes is not null
        and observed_at > $2 and observed_at <= $3
      order by station_id, observed_at`,
    [stationIds, from, to],
  )
  const intervals = new Map<string, RainInterval[]>(stationIds.map((id) => [id, []]))
  for (const { station_id, ends_at, ...rest } of rows) intervals.get(station_id)?.push({ ...rest, endsAt: Number(ends_at) })
  return new Map([...intervals].map(([id, own]) => [id, rainRecord(own)]))
}
