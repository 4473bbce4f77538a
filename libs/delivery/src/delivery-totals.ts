import { type Db, sql } from '#libs/platform'

/**
 * What became of the intents (message, recipient, channel) of warnings. Once nothing is pending:
 * planned = attempted + superseded + expired, and attempted = accepted + failed + unknown.
 */
export interface DeliveryTotals {
  readonly planned: number
  readonly attempted: number
  /** The provider took it, whatever its receipts said later. */
  readonly accepted: number
  /** Refused for good, or given up after attempts that never left. */
  readonly failed: number
  readonly unknown: number
  /** Replaced or called off before the first attempt. */
  readonly superseded: number
  readonly expired: number
  /** Waiting for an attempt or under way. */
  readonly pending: number
}

/** Those whom a gate refused were never meant to be reached and are not counted. */
export async function deliveryTotals(db: Db, warningId?: string): Promise<DeliveryTotals> {
  const [row] = await sql<DeliveryTotals>(
    db,
    `with intent as (
       select bool_or(d.attempted_at is not null) as attempted, bool_or(d.provider_ref is not null) as accepted,
              bool_or(d.state in ('planned', 'attempting')) as pending, bool_or(d.state = 'unknown') as unknown,
              (array_agg(d.state order by d.attempt desc))[1] as state, coalesce(bool_or(d.failure like 'gate.%' and d.attempted_at is null), false) as gated
         from delivery d join message m on m.id = d.message_id and m.purpose = 'warning'
        where $1::uuid is null or m.warning_id = $1
        group by d.message_id, d.contact_id, d.phone, d.channel)
     select count(*) filter (where attempted or not gated)::int as planned,
            count(*) filter (where attempted)::int as attempted,
            count(*) filter (where accepted)::int as accepted,
            count(*) filter (where attempted and not accepted and not pending and not unknown)::int as failed,
            count(*) filter (where unknown and not accepted)::int as unknown,
            count(*) filter (where not attempted and state = 'superseded')::int as superseded,
            count(*) filter (where not attempted and state = 'expired')::int as expired,
            count(*) filter (where pending)::int as pending
       from intent`,
    [warningId ?? null],
  )
  return row ?? { planned: 0, attempted: 0, accepted: 0, failed: 0, unknown: 0, superseded: 0, expired: 0, pending: 0 }
}
