import { type Db, sql } from '#libs/platform'
import type { Channel } from '../channels/channel'
import { gateTable } from '../may-attempt'
import type { FrozenMessage } from './frozen-message'

/** A ledger row whose attempt is ours to make: it stands as `attempting`, committed. */
export interface Claimed {
  readonly id: string
  readonly recipient: string
  readonly phone: string
  readonly attempt: number
}

export interface Claim {
  readonly rows: readonly Claimed[]
  /** Rows taken off the plan without an attempt: a gate refuses them. */
  readonly refused: number
}

interface ClaimedRow extends Claimed {
  readonly state: 'attempting' | 'refused'
}

/** What a batch is claimed for. */
export interface ClaimRequest {
  readonly message: FrozenMessage
  readonly channel: Channel
  readonly mode: 'actual' | 'exercise'
  /** Other messages of the same chain of warnings. */
  readonly chain: readonly string[]
  readonly now: Date
}

/**
 * Commits the intent to call the provider for the next due rows of a message, most important first, and gives the rows to whoever
 * asked: nobody else gets them. A row is claimed only while its message is in force, and not while another message of the same
 * chain is being attempted for the same contact, so that no revision overtakes the one before it.
 */
export async function claimBatch(db: Db, { message, channel, mode, chain, now }: ClaimRequest): Promise<Claim> {
  // `offset 0` and `any(array(…))` keep the planner on the primary keys: a batch never reads whole tables.
  if (message.expiresAt && message.expiresAt <= now) return { rows: [], refused: 0 }
  const gate = gateTable(mode, channel)
  const claimed = await sql<ClaimedRow>(
    db,
    `with picked as materialized (
       select d.id, d.contact_id from delivery d
        where d.message_id = $1 and d.channel = $2 and d.state = 'planned' and d.due_at <= $3
          and ($9::uuid is null or exists (
            select 1 from warning w where w.id = $9 and w.state in ('sending', 'active')
               and not exists (select 1 from warning r where r.replaces_id = w.id and r.planned_at is not null)))
          ${chain.length > 0 ? NOT_UNDER_WAY : 'and $10::uuid[] is not null'}
        order by d.priority, d.id limit $4 for update skip locked
     ), gate as (
       select * from unnest($5::bool[], $6::bool[], $7::bool[], $8::text[]) g(synthetic, on_exercise_list, retired, failure)
     ), due as (
       select p.id, c.phone, gate.failure
         from picked p
         left join lateral (select phone, synthetic, on_exercise_list, retired_at from contact where id = p.contact_id offset 0) c on true
         join gate on gate.synthetic = coalesce(c.synthetic, false) and gate.on_exercise_list = coalesce(c.on_exercise_list, false)
                  and gate.retired = (c.retired_at is not null)
     )
     update delivery d
        set state = case when due.failure is null then 'attempting' else 'refused' end,
            failure = due.failure,
            attempted_at = case when due.failure is null then $3::timestamptz end,
            attempted_wall = case when due.failure is null then clock_timestamp() end,
            settled_at = case when due.failure is not null then $3::timestamptz end,
            settled_wall = case when due.failure is not null then clock_timestamp() end
       from due where d.id = due.id and d.id = any(array(select id from picked))
     returning d.id, coalesce(d.contact_id::text, d.phone) as recipient, coalesce(due.phone, d.phone) as phone, d.attempt, d.state`,
    [
      message.id,
      channel.name,
      now,
      channel.batchSize,
      gate.synthetic,
      gate.onExerciseList,
      gate.retired,
      gate.failure,
      message.purpose === 'warning' ? message.warningId : null,
      chain,
    ],
  )
  const rows = claimed.filter((row) => row.state === 'attempting')
  return { rows, refused: claimed.length - rows.length }
}

/** The attempts under way are few and are looked up once, through the index of open rows, not once for each planned row. */
const NOT_UNDER_WAY = `and (d.contact_id is null or d.contact_id <> all (array(
            select e.contact_id from delivery e where e.state = 'attempting' and e.contact_id is not null and e.message_id = any($10::uuid[]))))`
