import { sql } from '#libs/platform'
import type { Reject } from '../parsed'
import type { ResolvedReading, ResolveReadings } from '../source'

const LONGEST_NAME = 80

/** Finds posts in the region's alias table: the names of this source, letter by letter. A name nobody listed is rejected by name. */
export const resolveAliases: ResolveReadings = async (tx, source, readings) => {
  const rows = await sql<{ name: string; station_id: string }>(tx, `select name, station_id from station_alias where source = $1`, [source])
  const stationOf = new Map(rows.map((row) => [row.name, row.station_id]))
  const resolved: ResolvedReading[] = []
  const rejects: Reject[] = []
  for (const reading of readings) {
    const { name, parameter, value, intervalMinutes } = reading
    const stationId = stationOf.get(name)
    if (stationId === undefined) {
      const short = name.slice(0, LONGEST_NAME)
      rejects.push({ item: short, field: 'name', reason: `no post of this region is called "${short}" in this source` })
    } else if (parameter === 'distance' || parameter === 'rain_total') {
      rejects.push({ item: name, field: 'parameter', reason: `${parameter} says nothing without its device` })
    } else if (parameter === 'rain' && intervalMinutes === undefined) {
      rejects.push({ item: name, field: 'interval', reason: 'rain says nothing without the interval it fell in' })
    } else {
      resolved.push({ stationId, parameter, reading, value, ...(intervalMinutes === undefined ? {} : { intervalMinutes }) })
    }
  }
  return { resolved, rejects }
}
