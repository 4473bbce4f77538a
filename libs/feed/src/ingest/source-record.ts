import { type Db, sql } from '#libs/platform'
import type { Counts } from './counts'

/** A payload of the source could be used: it is alive, whatever came before. */
export async function recordGood(
  db: Db,
  source: string,
  counts: Counts,
  newestObservedAt: number | undefined,
  receivedAt: Date,
): Promise<void> {
  await sql(
    db,
    `insert into feed_source as f (source, last_payload_at, last_stored_at, last_good_at, last_observed_at, received, stored, duplicates, suspect, rejected)
     values ($1, $2, case when $4 > 0 then $2::timestamptz end, $2, $8, $3, $4, $5, $6, $7)
     on conflict (source) do update set last_payload_at = excluded.last_payload_at, last_good_at = excluded.last_good_at,
       last_stored_at = coalesce(excluded.last_stored_at, f.last_stored_at),
       last_observed_at = greatest(excluded.last_observed_at, f.last_observed_at),
       received = f.received + excluded.received, stored = f.stored + excluded.stored, duplicates = f.duplicates + excluded.duplicates,
       suspect = f.suspect + excluded.suspect, rejected = f.rejected + excluded.rejected, consecutive_failures = 0`,
    [
      source,
      receivedAt,
      counts.received,
      counts.stored,
      counts.duplicates,
      counts.suspect,
      counts.rejected,
      newestObservedAt === undefined ? null : new Date(newestObservedAt),
    ],
  )
}

/** Something came that cannot be used, or nothing came: what was known before stays as it was. */
export async function recordFailure(db: Db, source: string, detail: string, payloadCame: boolean, at: Date): Promise<void> {
  await sql(
    db,
    `insert into feed_source as f (source, last_payload_at, consecutive_failures, detail) values ($1, case when $3 then $2::timestamptz end, 1, $4)
     on conflict (source) do update set last_payload_at = coalesce(excluded.last_payload_at, f.last_payload_at),
       consecutive_failures = f.consecutive_failures + 1, detail = excluded.detail`,
    [source, at, payloadCame, detail.slice(0, 300)],
  )
}

/** It answered that nothing is new: that is an answer. */
export async function recordUnchanged(db: Db, source: string, at: Date): Promise<void> {
  await sql(
    db,
    `insert into feed_source as f (source, last_good_at) values ($1, $2)
     on conflict (source) do update set last_good_at = excluded.last_good_at, consecutive_failures = 0`,
    [source, at],
  )
}
