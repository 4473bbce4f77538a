import type { EntityManager } from 'typeorm'
import { sql } from '#libs/platform'
import type { RegionSource } from './region-source'

/** A ladder that cannot be used; its station is taken without it. */
export interface RefusedLadder {
  readonly station: string
  readonly reason: string
}

/** What an import found in the package, and how many rows it inserted, changed or removed. */
export interface RegionReport {
  readonly region: string
  /** Villages (kelurahan, desa). */
  readonly areas: number
  /** Provinces, regencies and districts above them. */
  readonly parentAreas: number
  readonly stations: number
  /** Ladders taken; a station may have several, one after the other. */
  readonly ladders: number
  readonly refusedLadders: readonly RefusedLadder[]
  readonly aliases: number
  readonly zones: number
  readonly templates: number
  readonly contacts: number
  readonly changedRows: number
}

export type PartReport = Partial<Omit<RegionReport, 'region' | 'changedRows'>> & { readonly changedRows: number }

/** Writes one part's rows inside the transaction of the import. */
export type WritePart = (tx: EntityManager) => Promise<PartReport>

/** What one room takes from a region package. Parts are written in the order in which their rows refer to one another. */
export interface RegionPart {
  readonly name: string
  /** Reads and checks; complaints go to the source. The answer is called only when no part complained. */
  readonly prepare: (source: RegionSource) => WritePart
}

/** Runs an insert, update or delete and counts the rows it touched: an upsert that finds everything as it should be touches none. */
export async function changeRows(tx: EntityManager, statement: string, params: readonly unknown[] = []): Promise<number> {
  const [row] = await sql<{ n: number }>(tx, `with changed as (${statement} returning 1) select count(*)::int as n from changed`, params)
  return row?.n ?? 0
}
