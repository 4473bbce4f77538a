import type { EntityManager } from 'typeorm'
import { sql } from '#libs/platform'
import type { ParsedReading, Reject } from '../parsed'
import type { ResolvedReading, ResolveReadings } from '../source'

const LONGEST_NAME = 80

/** Finds posts in the region's alias table: the names of this source, letter by letter. A name nobody listed is rejected by name. */
export const resolveAliases: ResolveReadings = async (tx, source, readings) => resolve(await aliases(tx, source), readings)

/** The same for whoever is told our own ids: an alias of the source, else the id of a post. */
export const resolveAliasesOrIds: ResolveReadings = async (tx, source, readings) => {
  const ids = await sql<{ id: string }>(tx, `select id from station`)
  return resolve(new Map([...ids.map(({ id }) => [id, id] as const), ...(await aliases(tx, source))]), readings)
}

async function aliases(tx: EntityManager, source: string): Promise<Map<string, string>> {
  const rows = await sql<{ name: string; station_id: string }>(tx, `select name, station_id from station_alias where source = $1`, [source])
  return new Map(rows.map((row) => [row.name, row.station_id]))
}

function resolve(
  stationOf: ReadonlyMap<string, string>,
  readings: readonly ParsedReading[],
): { resolved: ResolvedReading[]; rejects: Reject[] } {
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
