import type { EntityManager } from 'typeorm'
import { sql } from '#libs/platform'
import type { Reject } from '../parsed'
import type { ResolvedReading } from '../source'

const ORIGIN = /^key:([a-z0-9]{10})$/

/** Where a pushed payload came from, as its receipt keeps it. */
export const originOfKey = (keyId: string): string => `key:${keyId}`

interface Resolution {
  readonly resolved: ResolvedReading[]
  readonly rejects: Reject[]
}

/**
 * Rejects the readings of stations that the key they came with does not speak of. By the origin of the receipt, so that reading the
 * archive again decides the same.
 */
export async function withinKey(tx: EntityManager, origin: string | undefined, resolution: Resolution): Promise<Resolution> {
  const id = ORIGIN.exec(origin ?? '')?.[1]
  if (id === undefined) return resolution
  const [key] = await sql<{ stationIds: string[] | null }>(tx, `select station_ids as "stationIds" from feed_key where id = $1`, [id])
  if (key?.stationIds === null) return resolution
  const own = new Set(key?.stationIds)
  const foreign = resolution.resolved.filter(({ stationId }) => !own.has(stationId))
  const rejects = foreign.map(({ reading, stationId }) => ({
    item: reading.name,
    field: 'station',
    reason: `the key does not speak of ${stationId}`,
  }))
  return { resolved: resolution.resolved.filter(({ stationId }) => own.has(stationId)), rejects: [...resolution.rejects, ...rejects] }
}
