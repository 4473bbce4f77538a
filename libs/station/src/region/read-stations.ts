import { z } from 'zod'
import type { Entry, RefusedLadder, RegionSource } from '#libs/area'
import { ladderProblem, type LadderStep } from '../ladder'
import { neighbourSettings } from '../quality/neighbour'
import { hysteresisSettings, otherQualitySettings, qualitySettings } from '../quality/settings'

export const STATIONS_FILE = 'stations.json'

const text = z.string().trim().min(1)
const step = z.strictObject({
  label: text,
  severity: z.union([z.literal(1), z.literal(2), z.literal(3)], 'expected 1 (waspada), 2 (siaga) or 3 (awas)'),
  from: z.number(),
})
const ladder = z.strictObject({
  validFrom: z.iso.datetime({ offset: true }).transform((at) => new Date(at)),
  basis: text,
  source: text,
  steps: z
    .array(step)
    .min(1)
    .refine((steps) => new Set(steps.map(({ severity }) => severity)).size === steps.length, 'two steps have one severity'),
})
const station = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected lower-case letters, digits and hyphens'),
  name: text,
  commonName: text,
  river: text,
  regime: z.enum(['river', 'tide', 'tide-driven']),
  location: z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)], 'expected [longitude, latitude] in degrees'),
  displayUnit: z.enum(['cm', 'm']),
  datumNote: text,
  source: text,
  /** Of its water level. */
  quality: qualitySettings,
  /** Of its other parameters. */
  qualityOf: otherQualitySettings.default({}),
  neighbours: z.array(neighbourSettings).default([]),
  hysteresis: hysteresisSettings,
  ladders: z.array(ladder),
})

export type PackagedStation = Omit<z.infer<typeof station>, 'ladders'> & {
  /** Usable ladders, each step with the source it rests on. */
  readonly ladder: readonly (LadderStep & { readonly source: string })[]
}

export interface PackagedStations {
  readonly stations: ReadonlyMap<string, PackagedStation>
  readonly ladders: number
  readonly refusedLadders: readonly RefusedLadder[]
}

type GivenLadder = z.infer<typeof ladder>

/**
 * Stations with their usable ladders. A ladder whose levels are all one number is a form nobody filled in: it is refused and
 * listed, its station taken. Levels that fall where severity rises, or lie outside what the station can measure, are a mistake
 * of the package and a problem.
 */
export function readStations(source: RegionSource): PackagedStations {
  const entries = source.list(STATIONS_FILE, station)
  source.unique(STATIONS_FILE, entries, 'id', ({ id }) => id)
  const refusedLadders: RefusedLadder[] = []
  let ladders = 0
  const stations = new Map<string, PackagedStation>()
  for (const entry of entries) {
    const { ladders: given, ...rest } = entry.value
    const usable = given.filter((one, index) => isUsable(source, entry, one, index, refusedLadders))
    ladders += usable.length
    stations.set(rest.id, { ...rest, ladder: usable.flatMap(stepsOf) })
  }
  for (const entry of entries) checkNeighbours(source, entry, stations)
  return { stations, ladders, refusedLadders }
}

/** A neighbour is another station of the package, named once. */
function checkNeighbours(
  source: RegionSource,
  { row, value }: Entry<z.infer<typeof station>>,
  stations: ReadonlyMap<string, unknown>,
): void {
  for (const [index, neighbour] of value.neighbours.entries()) {
    const complain = (message: string): void =>
      source.complain({ file: STATIONS_FILE, row, field: `neighbours.${index}.station`, message: `station ${value.id}: ${message}` })
    if (neighbour.station === value.id) complain('it is its own neighbour')
    else if (!stations.has(neighbour.station)) complain(`there is no station "${neighbour.station}"`)
    else if (value.neighbours.findIndex((other) => other.station === neighbour.station) < index)
      complain(`"${neighbour.station}" is named twice`)
  }
}

const levelsOf = (given: GivenLadder): number[] => given.steps.map(({ from }) => from)

const stepsOf = (given: GivenLadder): (LadderStep & { source: string })[] =>
  given.steps.map(({ label, severity, from }) => ({
    validFrom: given.validFrom,
    severity,
    label,
    fromLevel: from,
    source: `${given.source}; ${given.basis}`,
  }))

function isUsable(
  source: RegionSource,
  { row, value }: Entry<z.infer<typeof station>>,
  given: GivenLadder,
  index: number,
  refused: RefusedLadder[],
): boolean {
  const field = `ladders.${index}`
  const reason = ladderProblem(stepsOf(given))
  if (reason !== undefined && new Set(levelsOf(given)).size === 1) {
    refused.push({ station: value.id, reason })
    return false
  }
  if (reason !== undefined) source.complain({ file: STATIONS_FILE, row, field, message: `station ${value.id}: ${reason}` })
  if (value.ladders.findIndex(({ validFrom }) => validFrom.getTime() === given.validFrom.getTime()) < index) {
    source.complain({
      file: STATIONS_FILE,
      row,
      field: `${field}.validFrom`,
      message: `station ${value.id}: another ladder is valid from this instant`,
    })
  }
  const { hardMin, hardMax } = value.quality
  const outside = levelsOf(given).find((level) => level < hardMin || level > hardMax)
  if (outside !== undefined) {
    const message = `station ${value.id}: ${outside} m lies outside what this post can measure (${hardMin} to ${hardMax} m); levels are in metres`
    source.complain({ file: STATIONS_FILE, row, field, message })
  }
  return true
}
