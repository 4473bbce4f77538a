import { type Db, MS_PER_HOUR, sql } from '#libs/platform'
import type { Parameter } from '../parameter'
import { decidedSql, ruleAfter } from './decided'
import { HOLDING_RULES } from './flag'
import { NO_MEMORY, type QualityMemory } from './memory'
import type { ParameterRules } from './parameter-rules'

/** A post and parameter in a batch, with the first and last time in it, ms. */
export interface MemoryKey {
  readonly stationId: string
  readonly parameter: Parameter
  readonly earliest: number
  readonly latest: number
  readonly rules: ParameterRules
}

export interface LoadedMemory {
  memory: QualityMemory
  readonly storedAt: Set<number>
}

interface StoredRow {
  s: string
  p: Parameter
  at: number
  value: number
  rule: string | null
  decided: 'good' | 'suspect' | null
}

const nameOf = (stationId: string, parameter: string): string => `${stationId} ${parameter}`

/**
 * The memory after what a source has said of each post so far, and the times it said it at.
 * @param decided whether people have ever decided on one of these posts: most never need the look
 */
export async function loadMemories(
  db: Db,
  source: string,
  keys: readonly MemoryKey[],
  receivedAt: Date,
  decided: boolean,
): Promise<Map<string, LoadedMemory>> {
  const loaded = new Map(
    keys.map((key): [string, LoadedMemory] => [nameOf(key.stationId, key.parameter), { memory: NO_MEMORY, storedAt: new Set() }]),
  )
  // From the batch's first time on this says what is stored; what lies before it, and the newest, feeds the memory.
  const rows = await sql<StoredRow>(
    db,
    `select w.station_id as s, w.parameter as p, r.at, r.value, r.rule, r.decided
       from unnest($1::text[], $2::text[], $3::timestamptz[]) w(station_id, parameter, since)
      cross join lateral (
        select (extract(epoch from r.observed_at) * 1000)::float8 as at, r.value, r.quality_rule as rule, ${decidedSql('$5', '$6')} as decided
          from reading r
         where r.station_id = w.station_id and r.parameter = w.parameter and r.observed_at >= w.since and r.source = $4
         order by r.observed_at) r`,
    [...columns(keys), keys.map(sinceOf), source, receivedAt, decided],
  )
  const heard = new Set(rows.filter((row) => ruleAfter(row.decided, row.rule) === null).map((row) => nameOf(row.s, row.p)))
  const unheard = keys.filter((key) => key.rules.memoryHours > 0 && !heard.has(nameOf(key.stationId, key.parameter)))
  await recallOlder(db, source, unheard, loaded, receivedAt, decided)
  const rules = new Map(keys.map((key) => [nameOf(key.stationId, key.parameter), key.rules]))
  for (const row of rows) {
    const name = nameOf(row.s, row.p)
    const own = loaded.get(name) as LoadedMemory
    own.storedAt.add(row.at)
    own.memory = (rules.get(name) as ParameterRules).remember(own.memory, {
      at: row.at,
      value: row.value,
      rule: ruleAfter(row.decided, row.rule),
    })
  }
  return loaded
}

const sinceOf = ({ earliest, rules }: MemoryKey): Date => new Date(earliest - rules.memoryHours * MS_PER_HOUR)

const columns = (keys: readonly MemoryKey[]): [string[], string[]] => [
  keys.map(({ stationId }) => stationId),
  keys.map(({ parameter }) => parameter),
]

interface OlderRow {
  s: string
  p: string
  at: number
  value: number
  held_since: number | null
  held_at: number | null
  held_value: number | null
  held: number
  asked: boolean
}

/** Where nothing good lies in reach, the last reading believed before, and what has been held since: a hold outlasts every window. */
async function recallOlder(
  db: Db,
  source: string,
  keys: readonly MemoryKey[],
  loaded: ReadonlyMap<string, LoadedMemory>,
  receivedAt: Date,
  decided: boolean,
): Promise<void> {
  if (keys.length === 0) return
  const rows = await sql<OlderRow>(
    db,
    `select k.station_id as s, k.parameter as p, (extract(epoch from g.observed_at) * 1000)::float8 as at, g.value, h.*
       from unnest($1::text[], $2::text[], $3::timestamptz[]) k(station_id, parameter, before)
      cross join lateral (
        select r.observed_at, r.value from reading r
         where r.station_id = k.station_id and r.parameter = k.parameter and r.source = $4 and r.observed_at < k.before
           and coalesce(${decidedSql('$5', '$6')}, r.quality) = 'good'
         order by r.observed_at desc limit 1) g
      cross join lateral (
        select (extract(epoch from min(r.observed_at)) * 1000)::float8 as held_since, (extract(epoch from max(r.observed_at)) * 1000)::float8 as held_at,
               (array_agg(r.value order by r.observed_at desc))[1] as held_value, count(*)::int as held,
               count(*) filter (where r.quality_rule = 'datum-jump') > 0 as asked
          from reading r
         where r.station_id = k.station_id and r.parameter = k.parameter and r.source = $4 and r.observed_at > g.observed_at
           and r.observed_at < k.before and r.quality_rule = any($7)) h`,
    [...columns(keys), keys.map(sinceOf), source, receivedAt, decided, [...HOLDING_RULES]],
  )
  for (const row of rows) {
    const own = loaded.get(nameOf(row.s, row.p)) as LoadedMemory
    const from = { at: row.at, value: row.value }
    own.memory = { ...NO_MEMORY, newestAt: from.at, accepted: from, good: [from] }
    if (row.held_at === null || row.held_since === null || row.held_value === null) continue
    const last = { at: row.held_at, value: row.held_value }
    const shift = { from, since: row.held_since, last, length: row.held, moved: false, asked: row.asked }
    own.memory = { ...own.memory, newestAt: last.at, shift }
  }
}
