import { type Db, sql } from '#libs/platform'

/**
 * Takes planned rows off the plan that must not be sent any more: `superseded` when their warning was replaced, called off or
 * cleared, `expired` when it, or a notice or reply, ran out of time. What was attempted stays as it is.
 *
 * @param messageId only rows of this message; undefined: of every message
 * @returns how many rows were taken off
 */
export async function closeUnsendable(db: Db, now: Date, messageId?: string): Promise<number> {
  const over = await sql<{ id: string; state: 'superseded' | 'expired' }>(
    db,
    `select v.id, case when v.over then 'superseded' else 'expired' end as state
       from (select m.id, coalesce(m.expires_at <= $1, false) or coalesce(w.end_reason = 'expired', false) as expired,
                    coalesce(w.end_reason <> 'expired', false)
                      or exists (select 1 from warning r where r.replaces_id = w.id and r.planned_at is not null) as over
               from message m left join warning w on w.id = m.warning_id and m.purpose = 'warning'
              where ${messageId === undefined ? `exists (select 1 from delivery d where d.message_id = m.id and d.state = 'planned')` : `m.id = $2`}) v
      where v.expired or v.over`,
    messageId === undefined ? [now] : [now, messageId],
  )
  if (over.length === 0) return 0
  const closed = await sql(
    db,
    `update delivery d set state = v.state, settled_at = $1, settled_wall = clock_timestamp()
       from unnest($2::uuid[], $3::text[]) v(id, state) where d.message_id = v.id and d.state = 'planned' returning 1`,
    [now, over.map((message) => message.id), over.map((message) => message.state)],
  )
  return closed.length
}
