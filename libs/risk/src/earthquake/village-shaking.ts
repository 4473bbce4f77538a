import { type Db, sql } from '#libs/platform'
import { estimateIntensity, type IntensityEstimate } from './intensity'

export interface Quake {
  readonly id: string
  readonly revision: number
  readonly occurredAt: Date
  readonly magnitude: number
  readonly depthKm: number | null
  readonly place: string
  readonly felt: readonly { readonly place: string; readonly low: number; readonly high: number }[]
  readonly tsunami: 'possible' | 'none' | 'unknown'
}

export interface VillageShaking extends IntensityEstimate {
  readonly code: string
  readonly name: string
  /** From the epicentre to the nearest point of the village; 0 inside. */
  readonly km: number
}

/** Where no depth is given: shallow, which shakes more. */
const ASSUMED_DEPTH_KM = 10

export async function readQuake(db: Db, id: string): Promise<Quake | undefined> {
  const [quake] = await sql<Quake>(
    db,
    `select id, revision, occurred_at as "occurredAt", magnitude, depth_km as "depthKm", place, felt, tsunami from earthquake where id = $1`,
    [id],
  )
  return quake
}

/**
 * The village that is shaken most, which is the nearest one: the estimate knows no ground. Undefined in a region without villages.
 * Villages are compared on the sphere in two steps, so that an outline is measured exactly for the nearest few alone.
 */
export async function strongestShaking(db: Db, quake: Quake): Promise<VillageShaking | undefined> {
  const [nearest] = await sql<{ code: string; name: string; km: number }>(
    db,
    `with epicentre as (select location from earthquake where id = $1),
     candidate as (
       select a.code, a.name, a.geom from area a, epicentre e where a.level = 'village' and a.geom is not null
        order by a.geom <-> e.location limit 20
     )
     select c.code, c.name, st_distance(c.geom::geography, e.location::geography) / 1000 as km
       from candidate c, epicentre e order by km, c.code limit 1`,
    [quake.id],
  )
  if (!nearest) return undefined
  const { magnitude, depthKm } = quake
  const estimate = estimateIntensity({ magnitude, depthKm: depthKm ?? ASSUMED_DEPTH_KM, epicentralKm: nearest.km })
  const extrapolated: IntensityEstimate['extrapolated'] =
    depthKm === null ? [...new Set([...estimate.extrapolated, 'depth' as const])] : estimate.extrapolated
  return { ...estimate, extrapolated, ...nearest }
}
