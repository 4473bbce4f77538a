import type { EntityManager } from 'typeorm'
import { sql } from '#libs/platform'
import type { ParsedReading, Reject } from '../parsed'
import type { ResolvedReading, ResolveReadings } from '../source'
import { matchPost, type Post } from './match-post'

interface Keeper {
  /** None: of every post. */
  readonly stationId: string | null
}

/**
 * Believes a text only from a registered gate-keeper, and only about his own post where his contact names one. The post is looked up in
 * the alias table as it was written, then among the common names with a slip or two.
 */
export const resolveKeeper: ResolveReadings = async (tx, source, readings) => {
  const keepers = await keepersOf(tx, readings)
  const aliases = await sql<{ name: string; station_id: string }>(tx, `select name, station_id from station_alias where source = $1`, [
    source,
  ])
  const stationOf = new Map(aliases.map((row) => [row.name, row.station_id]))
  const posts = await sql<Post>(tx, `select id, common_name as "commonName" from station order by id`)
  const resolved: ResolvedReading[] = []
  const rejects: Reject[] = []
  for (const reading of readings) {
    const keeper = keepers.get(reading.reporter ?? '')
    const stationId = stationOf.get(reading.name) ?? matchPost(reading.name, posts)?.id
    const reason = refusal(reading, keeper, stationId)
    if (reason) rejects.push({ item: reading.name, ...reason })
    else resolved.push({ stationId: stationId as string, parameter: 'water_level', reading, value: reading.value })
  }
  return { resolved, rejects }
}

function refusal(reading: ParsedReading, keeper: Keeper | undefined, stationId: string | undefined): Omit<Reject, 'item'> | undefined {
  if (!keeper) return { field: 'sender', reason: 'sender is not a gate-keeper' }
  if (stationId === undefined) return { field: 'name', reason: `no post of this region is called "${reading.name}", or several nearly are` }
  if (keeper.stationId !== null && keeper.stationId !== stationId) return { field: 'sender', reason: 'sender keeps another post' }
  return Number.isFinite(reading.observedAt) ? undefined : { field: 'time', reason: 'nothing says when it came' }
}

async function keepersOf(tx: EntityManager, readings: readonly ParsedReading[]): Promise<Map<string, Keeper>> {
  const numbers = [...new Set(readings.flatMap(({ reporter }) => (reporter === undefined ? [] : [reporter])))]
  const rows = await sql<Keeper & { phone: string }>(
    tx,
    `select phone, station_id as "stationId" from contact where phone = any($1::text[]) and role = 'gate-keeper' and retired_at is null`,
    [numbers],
  )
  return new Map(rows.map(({ phone, stationId }) => [phone, { stationId }]))
}
