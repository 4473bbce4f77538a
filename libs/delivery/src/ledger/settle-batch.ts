import { type Db, sql } from '#libs/platform'
import type { SendOutcome } from '../channels/channel'
import type { DeliveryState } from '../receipt-order'
import { retryDelayMs } from '../retry-delay'

/** One attempt and what became of it. */
export interface Settlement {
  readonly id: string
  readonly attempt: number
  readonly outcome: SendOutcome
}

interface SettledColumns {
  readonly state: DeliveryState
  readonly providerRef: string | null
  readonly failure: string | null
  /** When the next attempt is due; null: there is none. */
  readonly retryAt: Date | null
}

/** What an outcome writes on its row. */
export function settledColumns({ attempt, outcome }: Settlement, now: Date): SettledColumns {
  switch (outcome.kind) {
    case 'accepted':
      return { state: 'accepted', providerRef: outcome.providerRef, failure: null, retryAt: null }
    case 'refused':
      return { state: 'refused', providerRef: null, failure: `refused.${outcome.reason}`, retryAt: null }
    case 'unknown':
      return { state: 'unknown', providerRef: null, failure: outcome.detail, retryAt: null }
    case 'not-sent': {
      const delay = retryDelayMs(attempt, outcome.retryAfterMs)
      if (delay === undefined) return { state: 'failed', providerRef: null, failure: `not-sent.${outcome.detail}`, retryAt: null }
      return { state: 'not-sent', providerRef: null, failure: outcome.detail, retryAt: new Date(now.getTime() + delay) }
    }
  }
}

/**
 * Writes the outcomes of a batch, and the next attempt of what provably did not leave, in one statement. A row that has moved on
 * meanwhile (a receipt came first, a sweep took it for lost and asked the provider) keeps what it has.
 */
export async function settleBatch(db: Db, settlements: readonly Settlement[], now: Date): Promise<void> {
  const columns = settlements.map((settlement) => settledColumns(settlement, now))
  await sql(
    db,
    `with answer as (
       select * from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::timestamptz[]) a(id, state, provider_ref, failure, retry_at)
     ), settled as (
       update delivery d set state = a.state, provider_ref = a.provider_ref, failure = a.failure, settled_at = $6, settled_wall = clock_timestamp()
         from answer a where d.id = a.id and d.state in ('attempting', 'unknown')
       returning d.message_id, d.contact_id, d.phone, d.area_code, d.channel, d.attempt, d.priority, a.retry_at
     )
     insert into delivery (message_id, contact_id, phone, area_code, channel, attempt, priority, due_at)
     select message_id, contact_id, phone, area_code, channel, attempt + 1, priority, retry_at from settled where retry_at is not null
     on conflict do nothing`,
    [
      settlements.map((settlement) => settlement.id),
      columns.map((column) => column.state),
      columns.map((column) => column.providerRef),
      columns.map((column) => column.failure),
      columns.map((column) => column.retryAt),
      now,
    ],
  )
}

/** Retires the numbers of contacts that a provider has refused for good twice. */
export async function retireRefused(db: Db, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return
  await sql(
    db,
    `update contact c set retired_at = $2, retired_reason = 'refused twice: ' || r.failure
       from (select d.contact_id, max(d.failure) as failure from delivery d
              where d.contact_id in (select contact_id from delivery where id = any($1::bigint[]) and state = 'refused' and contact_id is not null)
                and d.state = 'refused' and d.failure like 'refused.%'
              group by d.contact_id having count(*) >= 2) r
      where c.id = r.contact_id and c.retired_at is null`,
    [ids, now],
  )
}
