import { type Db, sql } from '#libs/platform'
import type { SendOutcome } from '../channels/channel'

export interface OutcomeCounts {
  readonly accepted: number
  readonly failed: number
  readonly unknown: number
  /** The worst that was heard, a fault of the channel itself before anything else. */
  readonly failure: string | null
}

export function countOutcomes(outcomes: readonly SendOutcome[]): OutcomeCounts {
  const count = (...kinds: SendOutcome['kind'][]): number => outcomes.filter((outcome) => kinds.includes(outcome.kind)).length
  const fault = outcomes.find((outcome) => outcome.kind === 'not-sent' && outcome.channelFault)
  const failure = fault ?? outcomes.find((outcome) => outcome.kind === 'unknown') ?? outcomes.find((outcome) => outcome.kind === 'not-sent')
  return {
    accepted: count('accepted'),
    failed: count('refused', 'not-sent'),
    unknown: count('unknown'),
    failure: failure && 'detail' in failure ? `${fault ? 'channel' : failure.kind}: ${failure.detail}` : null,
  }
}

/** Keeps count of how a channel's provider does; a failure is cleared by the next message it takes. */
export async function noteProviderHealth(db: Db, channel: string, counts: OutcomeCounts): Promise<void> {
  await sql(
    db,
    `insert into provider_health as h (channel, accepted, failed, unknown, last_accepted_wall, last_failure_wall, last_failure)
     values ($1, $2::bigint, $3, $4, case when $2::bigint > 0 then clock_timestamp() end, case when $5::text is not null then clock_timestamp() end, $5)
     on conflict (channel) do update set
       accepted = h.accepted + excluded.accepted, failed = h.failed + excluded.failed, unknown = h.unknown + excluded.unknown,
       last_accepted_wall = coalesce(excluded.last_accepted_wall, h.last_accepted_wall),
       last_failure_wall = coalesce(excluded.last_failure_wall, h.last_failure_wall),
       last_failure = case when excluded.last_failure is not null then excluded.last_failure when excluded.accepted > 0 then null else h.last_failure end`,
    [channel, counts.accepted, counts.failed, counts.unknown, counts.failure],
  )
}
