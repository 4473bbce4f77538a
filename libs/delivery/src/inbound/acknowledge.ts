import { type Db, sql } from '#libs/platform'

export interface Acknowledging {
  readonly inboundId: string
  readonly contactId: string
  readonly receivedAt: Date
}

/** States of a delivery that a person may have read: a reply proves more than any receipt. */
const MAY_HAVE_ARRIVED = ['attempting', 'accepted', 'delivered', 'failed', 'unknown']

/**
 * Ties each confirmation to the latest warning of the last 24 hours that was sent to this contact and that the contact has not yet
 * confirmed; of two sent at once, to the more severe. A warning attempted before the reply was typed comes before one attempted in
 * the same instant. At most one confirmation of a contact may be given at a time: the second one is tied to what the first left over.
 *
 * @returns the warning that each confirmation was tied to, by inbound id; those that fit no warning are missing
 */
export async function acknowledge(db: Db, items: readonly Acknowledging[]): Promise<Map<string, string>> {
  if (items.length === 0) return new Map()
  const rows = await sql<{ inbound_id: string; warning_id: string }>(
    db,
    `insert into acknowledgement (warning_id, contact_id, area_code, at, via, inbound_id)
     select pick.warning_id, i.contact_id, pick.area_code, i.received_at, 'reply', i.id
       from unnest($1::bigint[], $2::uuid[], $3::timestamptz[]) i(id, contact_id, received_at)
      cross join lateral (
        select m.warning_id, d.area_code
          from delivery d join message m on m.id = d.message_id and m.purpose = 'warning' join warning w on w.id = m.warning_id
         where d.contact_id = i.contact_id and d.attempted_at > i.received_at - interval '24 hours' and d.state = any($4)
           and not exists (select 1 from acknowledgement a where a.warning_id = m.warning_id and a.contact_id = i.contact_id)
         order by (d.attempted_at < i.received_at) desc, d.attempted_at desc, w.severity desc, w.replay_key limit 1) pick
      order by i.id
     on conflict do nothing
     returning inbound_id, warning_id`,
    [items.map((item) => item.inboundId), items.map((item) => item.contactId), items.map((item) => item.receivedAt), MAY_HAVE_ARRIVED],
  )
  return new Map(rows.map((row) => [row.inbound_id, row.warning_id]))
}
