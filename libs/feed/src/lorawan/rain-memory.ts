import type { EntityManager } from 'typeorm'
import { sql } from '#libs/platform'
import type { ParsedReading } from '../parsed'
import { RainOfTotals, type RainTotal } from './rain-of-totals'

/** What is remembered of the rain counters in a batch: from the newest total before it to the oldest after it. */
export async function loadRainMemory(tx: EntityManager, totals: readonly ParsedReading[]): Promise<Map<string, RainOfTotals>> {
  const spans = new Map<string, { from: number; until: number }>()
  for (const { name, observedAt } of totals) {
    const span = spans.get(name)
    if (!span) spans.set(name, { from: observedAt, until: observedAt })
    else {
      span.from = Math.min(span.from, observedAt)
      span.until = Math.max(span.until, observedAt)
    }
  }
  const names = [...spans.keys()]
  if (names.length === 0) return new Map()
  const rows = await sql<{ dev_eui: string; at: string; total: number }>(
    tx,
    `select t.dev_eui, (extract(epoch from t.observed_at) * 1000)::bigint as at, t.total
       from unnest($1::text[], $2::timestamptz[], $3::timestamptz[]) w(dev_eui, since, until),
       lateral (select * from device_total t where t.dev_eui = w.dev_eui
                   and t.observed_at >= coalesce((select max(b.observed_at) from device_total b where b.dev_eui = w.dev_eui and b.observed_at < w.since), w.since)
                   and t.observed_at <= coalesce((select min(a.observed_at) from device_total a where a.dev_eui = w.dev_eui and a.observed_at > w.until), w.until)) t
      order by t.dev_eui, t.observed_at`,
    [names, [...spans.values()].map(({ from }) => new Date(from)), [...spans.values()].map(({ until }) => new Date(until))],
  )
  const known = new Map<string, RainTotal[]>(names.map((name) => [name, []]))
  for (const { dev_eui, at, total } of rows) known.get(dev_eui)?.push({ at: Number(at), total })
  return new Map([...known].map(([name, list]) => [name, new RainOfTotals(list)]))
}

export async function storeRainMemory(tx: EntityManager, memory: ReadonlyMap<string, RainOfTotals>): Promise<void> {
  const rows = [...memory].flatMap(([name, { fresh }]) => fresh.map(({ at, total }) => ({ name, at: new Date(at), total })))
  if (rows.length === 0) return
  await sql(
    tx,
    `insert into device_total (dev_eui, observed_at, total) select * from unnest($1::text[], $2::timestamptz[], $3::float8[]) on conflict do nothing`,
    [rows.map(({ name }) => name), rows.map(({ at }) => at), rows.map(({ total }) => total)],
  )
}
