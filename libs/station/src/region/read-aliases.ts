import { z } from 'zod'
import type { RegionSource } from '#libs/area'
import { readStations } from './read-stations'

export const ALIASES_FILE = 'aliases.csv'

const alias = z.object({ source: z.string().trim().min(1), name: z.string().trim().min(1), station_id: z.string().trim().min(1) })

export interface PackagedAlias {
  /** Name of a feed source, such as `dsda-csv`. */
  readonly source: string
  /** The station's name there, without the blanks around it: compare trimmed. */
  readonly name: string
  readonly stationId: string
}

/** What the sources call the stations. */
export function readAliases(source: RegionSource): PackagedAlias[] {
  const { stations } = source.once(readStations)
  const entries = source.csv(ALIASES_FILE, alias)
  source.unique(ALIASES_FILE, entries, 'name', (entry) => `${entry.source}: ${entry.name}`)
  for (const { row, value } of entries) {
    if (!stations.has(value.station_id))
      source.complain({ file: ALIASES_FILE, row, field: 'station_id', message: `there is no station "${value.station_id}"` })
  }
  return entries.map(({ value }) => ({ source: value.source, name: value.name, stationId: value.station_id }))
}
