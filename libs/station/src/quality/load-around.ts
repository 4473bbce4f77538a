import { type Db, MS_PER_HOUR, MS_PER_MINUTE, sql } from '#libs/platform'
import type { Parameter } from '../parameter'
import { decidedSql, ruleAfter } from './decided'
import type { Level } from './flag'
import { isGateKeeper } from './gate-keeper'
import { type Around, NOBODY } from './judge'
import { type Neighbour, windowAt } from './neighbour'

/** A step may have been held for so long when a neighbour answers, hours. */
const HELD_HOURS = 30

/** What one post needs to hear of others while its readings from `earliest` to `latest` (ms) are judged. */
export interface AroundWish {
  /** Of the post and parameter, as contexts are named. */
  readonly name: string
  readonly stationId: string
  readonly parameter: Parameter
  readonly earliest: number
  readonly latest: number
  readonly neighbours: readonly Neighbour[]
  readonly witnessMinutes: number | null
  readonly fromGateKeeper: boolean
}

export interface LoadedAround {
  readonly of: (name: string) => Around
  /** Good readings by post and parameter, for those that somebody looks at: the list itself, to be added to. */
  readonly goodOf: ReadonlyMap<string, Level[]>
}

/** Good readings of neighbours, and what witnesses said: one question each, and none where nobody asks. */
export async function loadAround(db: Db, wishes: readonly AroundWish[], receivedAt: Date): Promise<LoadedAround> {
  const goodOf = await loadNeighbours(db, wishes, receivedAt)
  const witnesses = await loadWitnesses(db, wishes, receivedAt)
  const found = new Map<string, Around>()
  for (const { name, neighbours, parameter } of wishes) {
    const seen = witnesses.get(name) ?? []
    if (neighbours.length === 0 && seen.length === 0) continue
    found.set(name, {
      neighbours: neighbours.map((neighbour) => ({ neighbour, good: goodOf.get(`${neighbour.station} ${parameter}`) ?? [] })),
      witnesses: seen,
    })
  }
  return { of: (name) => found.get(name) ?? NOBODY, goodOf }
}

interface LevelRow {
  s: string
  p: Parameter
  at: number
  value: number
}

async function loadNeighbours(db: Db, wishes: readonly AroundWish[], receivedAt: Date): Promise<Map<string, Level[]>> {
  const spans = wishes.flatMap(({ neighbours, parameter, earliest, latest }) =>
    neighbours.map((neighbour) => ({
      station: neighbour.station,
      parameter,
      from: windowAt(neighbour, earliest - HELD_HOURS * MS_PER_HOUR).from,
      to: Math.min(windowAt(neighbour, latest).to, latest),
    })),
  )
  const goodOf = new Map(spans.map(({ station, parameter }): [string, Level[]] => [`${station} ${parameter}`, []]))
  if (spans.length === 0) return goodOf
  const rows = await sql<LevelRow>(
    db,
    `select w.station_id as s, w.parameter as p, r.at, r.value
       from (select station_id, parameter, min(since) as since, max(until) as until
               from unnest($1::text[], $2::text[], $3::timestamptz[], $4::timestamptz[]) w(station_id, parameter, since, until)
              group by station_id, parameter) w
      cross join lateral (
        select (extract(epoch from r.observed_at) * 1000)::float8 as at, r.value from reading r
         where r.station_id = w.station_id and r.parameter = w.parameter and r.observed_at between w.since and w.until
           and coalesce(${decidedSql('$5')}, r.quality) = 'good'
         order by r.observed_at) r`,
    [
      spans.map((each) => each.station),
      spans.map((each) => each.parameter),
      spans.map((each) => new Date(each.from)),
      spans.map((each) => new Date(each.to)),
      receivedAt,
    ],
  )
  for (const row of rows) goodOf.get(`${row.s} ${row.p}`)?.push({ at: row.at, value: row.value })
  return goodOf
}

interface WitnessRow extends LevelRow {
  source: string
  rule: string | null
  decided: 'good' | 'suspect' | null
}

/** Readings of the other kind that their own rules believe: a disagreement is no reason to stop listening to either. */
async function loadWitnesses(db: Db, wishes: readonly AroundWish[], receivedAt: Date): Promise<Map<string, Level[]>> {
  const asking = wishes.filter(({ witnessMinutes }) => witnessMinutes !== null)
  const found = new Map<string, Level[]>()
  if (asking.length === 0) return found
  const margin = (wish: AroundWish): number => (wish.witnessMinutes as number) * MS_PER_MINUTE
  const rows = await sql<WitnessRow>(
    db,
    `select w.station_id as s, w.parameter as p, r.at, r.value, r.source, r.rule, r.decided
       from unnest($1::text[], $2::text[], $3::timestamptz[], $4::timestamptz[]) w(station_id, parameter, since, until)
      cross join lateral (
        select (extract(epoch from r.observed_at) * 1000)::float8 as at, r.value, r.source, r.quality_rule as rule, ${decidedSql('$5')} as decided
          from reading r
         where r.station_id = w.station_id and r.parameter = w.parameter and r.observed_at between w.since and w.until
         order by r.observed_at, r.id) r`,
    [
      asking.map((each) => each.stationId),
      asking.map((each) => each.parameter),
      asking.map((each) => new Date(each.earliest - margin(each))),
      asking.map((each) => new Date(each.latest + margin(each))),
      receivedAt,
    ],
  )
  const fromGateKeeper = asking[0]?.fromGateKeeper ?? false
  for (const row of rows) {
    const rule = ruleAfter(row.decided, row.rule)
    if (isGateKeeper(row.source) === fromGateKeeper || (rule !== null && rule !== 'gate-keeper-disagrees')) continue
    const name = `${row.s} ${row.p}`
    const own = found.get(name)
    const level = { at: row.at, value: row.value }
    if (own) own.push(level)
    else found.set(name, [level])
  }
  return found
}
