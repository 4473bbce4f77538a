import { z } from 'zod'
import { AREA_CODE, parentCodeOf, plainName, VILLAGE_CODE } from '../area-code'
import type { RegionSource } from './region-source'

export const VILLAGES_FILE = 'areas/villages.geojson'
export const PARENTS_FILE = 'areas/parents.csv'
export const SPELLINGS_FILE = 'areas/spellings.csv'

const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)], 'expected [longitude, latitude] in degrees')
const ring = z
  .array(position)
  .min(4, 'a ring has at least four positions')
  .refine((points) => points[0]?.join() === points.at(-1)?.join(), 'a ring ends where it begins')
const polygon = z.array(ring).min(1)

const village = z.object({
  type: z.literal('Feature'),
  properties: z.object({
    kode: z.string().regex(VILLAGE_CODE, 'expected a village code such as 31.74.04.1005'),
    nama: z.string().trim().min(1),
  }),
  geometry: z.discriminatedUnion('type', [
    z.object({ type: z.literal('Polygon'), coordinates: polygon }),
    z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(polygon).min(1) }),
  ]),
})
const parent = z.object({ code: z.string().regex(AREA_CODE, 'expected an area code such as 31.74.04'), name: z.string().trim().min(1) })
const spelling = z.object({ spelling: z.string().trim().min(1), code: z.string().regex(VILLAGE_CODE, 'expected a village code') })

export interface PackagedVillage {
  readonly code: string
  readonly name: string
  readonly geometry: z.infer<typeof village>['geometry']
}

export interface PackagedAreas {
  readonly villages: ReadonlyMap<string, PackagedVillage>
  readonly parents: readonly { readonly code: string; readonly name: string }[]
  /** Whether a name, however spelled, means this village: its own name, or a spelling the package lists for it. */
  readonly isNameOf: (code: string, name: string) => boolean
}

const featuresOf = (document: unknown): unknown => (document as { features?: unknown } | null)?.features

/** Villages with their geometry, the names of what they lie in, and other spellings of their names. */
export function readAreas(source: RegionSource): PackagedAreas {
  const features = source.list(VILLAGES_FILE, village, featuresOf)
  const parents = source.csv(PARENTS_FILE, parent)
  const spellings = source.csv(SPELLINGS_FILE, spelling)
  source.unique(VILLAGES_FILE, features, 'properties.kode', ({ properties }) => properties.kode)
  source.unique(PARENTS_FILE, parents, 'code', ({ code }) => code)
  source.unique(SPELLINGS_FILE, spellings, 'spelling', (entry) => `${plainName(entry.spelling)} ${entry.code}`)
  const parentCodes = new Set(parents.map(({ value }) => value.code))
  const demandParent = (file: string, row: number, field: string, code: string): void => {
    const above = parentCodeOf(code)
    if (above !== undefined && !parentCodes.has(above))
      source.complain({ file, row, field, message: `${code} lies in ${above}, which ${PARENTS_FILE} does not name` })
  }
  for (const { row, value } of features) demandParent(VILLAGES_FILE, row, 'properties.kode', value.properties.kode)
  for (const { row, value } of parents) demandParent(PARENTS_FILE, row, 'code', value.code)
  const villages = new Map(
    features.map(({ value }) => [
      value.properties.kode,
      { code: value.properties.kode, name: value.properties.nama, geometry: value.geometry },
    ]),
  )
  for (const { row, value } of spellings) {
    if (!villages.has(value.code))
      source.complain({ file: SPELLINGS_FILE, row, field: 'code', message: `there is no village ${value.code}` })
  }
  const others = new Set(spellings.map(({ value }) => `${value.code} ${plainName(value.spelling)}`))
  return {
    villages,
    parents: parents.map(({ value }) => value),
    isNameOf: (code, name) => {
      const official = villages.get(code)?.name
      return official !== undefined && (plainName(official) === plainName(name) || others.has(`${code} ${plainName(name)}`))
    },
  }
}
