import { z } from 'zod'
import { readAreas, type RegionSource, VILLAGE_CODE } from '#libs/area'
import { type PackagedStation, readStations } from '#libs/station'
import { rainTrigger } from '../rain/rain-trigger'
import { siteProblems } from './site-problems'

export const ZONES_FILE = 'zones.json'
/** A message names the post that set it off; a longer name would not fit one SMS. */
const LONGEST_POST_NAME = 12

const text = z.string().trim().min(1)
const shared = {
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected lower-case letters, digits and hyphens'),
  name: text,
  severity: z.union([z.literal(1), z.literal(2), z.literal(3)], 'expected 1 (waspada), 2 (siaga) or 3 (awas)'),
  basis: text,
  source: text,
  villages: z.array(z.strictObject({ code: z.string().regex(VILLAGE_CODE, 'expected a village code'), name: text })).min(1),
}
const floodZone = z.strictObject({ ...shared, hazard: z.literal('flood'), station: text, travelMinutes: z.int().nonnegative() })
const landslideZone = z.strictObject({ ...shared, hazard: z.literal('landslide'), trigger: z.strictObject({ rain: rainTrigger }) })
const zone = z.discriminatedUnion(
  'hazard',
  [floodZone, landslideZone],
  'expected "flood" (set off by a post) or "landslide" (set off by rain)',
)

export type PackagedZone = z.infer<typeof zone>

/**
 * Which villages a station's severity, or the rain on a site, endangers. A village is given by code and name; where the two disagree,
 * someone mistyped one.
 */
export function readZones(source: RegionSource): PackagedZone[] {
  const { stations } = source.once(readStations)
  const areas = source.once(readAreas)
  const entries = source.list(ZONES_FILE, zone)
  source.unique(ZONES_FILE, entries, 'id', ({ id }) => id)
  source.unique(ZONES_FILE, entries, 'severity', (each) => `${each.hazard} at ${triggerOf(each)}, severity ${each.severity}`)
  for (const problem of siteProblems(entries)) source.complain({ file: ZONES_FILE, ...problem })
  for (const { row, value } of entries) {
    const complain = (field: string, message: string): void => source.complain({ file: ZONES_FILE, row, field, message })
    const trouble = value.hazard === 'flood' ? stationProblem(value, stations.get(value.station)) : undefined
    if (trouble) complain('station', trouble)
    const seen = new Set<string>()
    for (const [index, { code, name }] of value.villages.entries()) {
      const official = areas.villages.get(code)?.name
      if (official === undefined) complain(`villages.${index}`, `there is no village ${code} ("${name}")`)
      else if (!areas.isNameOf(code, name)) complain(`villages.${index}`, `"${name}" is not a name of ${code}, which is ${official}`)
      if (seen.has(code)) complain(`villages.${index}`, `${code} ("${name}") is named twice`)
      seen.add(code)
    }
  }
  return entries.map(({ value }) => value)
}

const triggerOf = (given: PackagedZone): string => (given.hazard === 'flood' ? given.station : given.trigger.rain.site)

function stationProblem(given: z.infer<typeof floodZone>, station: PackagedStation | undefined): string | undefined {
  if (!station) return `there is no station "${given.station}"`
  if (!station.ladder.some(({ severity }) => severity === given.severity))
    return `no usable ladder of ${given.station} has severity ${given.severity}`
  if (station.commonName.length > LONGEST_POST_NAME) {
    return `"${station.commonName}" is too long for a message: the common name of a triggering station has at most ${LONGEST_POST_NAME} characters`
  }
  return undefined
}
