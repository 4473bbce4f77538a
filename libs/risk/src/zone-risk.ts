import { type Db, sql } from '#libs/platform'
import type { Severity } from '#libs/station'
import { siteRisks } from './rain/site-risk'
import type { StationRisk, ZoneRisk } from './risk.events'
import { type RecentFall, zoneSeverity } from './zone-severity'

interface ZoneRow {
  id: string
  station_id: string
  severity: Severity
  travel_minutes: number
  areas: string[]
}

interface FallRow {
  station_id: string
  from_severity: Severity
  confirmed_at: Date
}

/** The longest travel time a fall is remembered for, hours. */
const LONGEST_TRAVEL_HOURS = 48

/** What is in force for all zones at an instant, whatever sets them off. */
export const zoneRisks = async (db: Db, now: Date): Promise<ZoneRisk[]> => [...(await stationRisks(db, now)), ...(await siteRisks(db))]

/** What is in force for the zones of the given stations (all trigger stations when none is named), at an instant. */
export async function stationRisks(db: Db, now: Date, stationIds?: readonly string[]): Promise<StationRisk[]> {
  const zones = await sql<ZoneRow>(
    db,
    `select z.id, z.station_id, z.severity, z.travel_minutes, array_agg(a.area_code order by a.area_code) as areas
       from hazard_zone z join hazard_zone_area a on a.zone_id = z.id
      where z.hazard = 'flood' and z.station_id is not null and ($1::text[] is null or z.station_id = any($1))
      group by z.id order by z.station_id, z.severity`,
    [stationIds ?? null],
  )
  const stations = [...new Set(zones.map((zone) => zone.station_id))]
  const states = await sql<{ station_id: string; severity: Severity; since: Date | null }>(
    db,
    `select station_id, severity, since from station_state where station_id = any($1)`,
    [stations],
  )
  const falls = await sql<FallRow>(
    db,
    `select station_id, from_severity, confirmed_at from severity_change
      where station_id = any($1) and to_severity < from_severity and confirmed_at > $2::timestamptz - make_interval(hours => $3) and confirmed_at <= $2`,
    [stations, now, LONGEST_TRAVEL_HOURS],
  )
  return stations.map((stationId) => {
    const own = zones.filter((zone) => zone.station_id === stationId)
    const state = states.find((row) => row.station_id === stationId)
    const recent: RecentFall[] = falls
      .filter((fall) => fall.station_id === stationId)
      .map((fall) => ({ from: fall.from_severity, confirmedAt: fall.confirmed_at }))
    const severity = zoneSeverity(state?.severity ?? 0, recent, new Map(own.map((zone) => [zone.severity, zone.travel_minutes])), now)
    // A zone of a lower severity stays warned while a higher one is reached.
    const reached = own.filter((zone) => zone.severity <= severity)
    const top = reached.at(-1)
    const travelMinutes = top?.travel_minutes ?? 0
    const arrival = state?.since && severity > 0 ? new Date(state.since.getTime() + travelMinutes * 60_000) : null
    const codes = [...new Set(reached.flatMap((zone) => zone.areas))].toSorted()
    return {
      trigger: 'station',
      stationId,
      zoneId: top?.id ?? null,
      severity,
      travelMinutes,
      villages: codes.map((areaCode) => ({ areaCode, expectedArrivalAt: arrival })),
    }
  })
}
