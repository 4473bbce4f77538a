import { type Db, sql } from '#libs/platform'

/** A source of the region that is to be asked. */
export interface DueSource {
  readonly source: string
  readonly everyMinutes: number
  readonly urls?: readonly string[]
  readonly failures: number
}

/** Longer than a round takes; a sweep over a regency's villages renews it on the way. */
const LEASE_MINUTES = 5

/** Takes one source whose turn has come, for this process alone; undefined when none is due. */
export async function claimDue(db: Db, polled: readonly string[], now: Date): Promise<DueSource | undefined> {
  await sql(db, `insert into feed_source (source) select source from feed_config where source = any($1) on conflict do nothing`, [polled])
  const [row] = await sql<{ source: string; every_minutes: number; options: { urls?: string[] }; consecutive_failures: number }>(
    db,
    `with due as (
       select f.source from feed_source f join feed_config c using (source)
        where f.source = any($1) and (f.next_fetch_at is null or f.next_fetch_at <= $2) and (f.claimed_until is null or f.claimed_until < $2)
        order by f.next_fetch_at nulls first, c.position limit 1 for update of f skip locked)
     update feed_source f set claimed_until = $2::timestamptz + make_interval(mins => ${LEASE_MINUTES}) from due, feed_config c
      where f.source = due.source and c.source = due.source returning f.source, c.every_minutes, c.options, f.consecutive_failures`,
    [polled, now],
  )
  if (!row) return undefined
  const { urls } = row.options
  return { source: row.source, everyMinutes: row.every_minutes, failures: row.consecutive_failures, ...(urls ? { urls } : {}) }
}

export async function renewClaim(db: Db, source: string, now: Date): Promise<void> {
  await sql(db, `update feed_source set claimed_until = $2::timestamptz + make_interval(mins => ${LEASE_MINUTES}) where source = $1`, [
    source,
    now,
  ])
}

/** Gives a source back, to be asked again at an instant. */
export async function release(db: Db, source: string, nextAt: Date): Promise<void> {
  await sql(db, `update feed_source set claimed_until = null, next_fetch_at = $2 where source = $1`, [source, nextAt])
}

/** Somebody wants it now. @returns whether the region has such a source */
export async function askNow(db: Db, source: string, now: Date): Promise<boolean> {
  const rows = await sql(
    db,
    `insert into feed_source (source, next_fetch_at) select source, $2::timestamptz from feed_config where source = $1
     on conflict (source) do update set next_fetch_at = excluded.next_fetch_at returning 1`,
    [source, now],
  )
  return rows.length > 0
}
