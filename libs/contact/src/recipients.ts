import { type Db, sql } from '#libs/platform'
import { type ContactRole, ROLE_ORDER } from './contact'

export interface Recipient {
  readonly contactId: string
  /** The village for which they are counted: the lowest code of theirs that is asked for. */
  readonly areaCode: string
  readonly role: ContactRole
  /** Place of the role in {@link ROLE_ORDER}, from 0: lower is sent first. */
  readonly priority: number
}

const PRIORITY = ROLE_ORDER.map((role, index) => `when '${role}' then ${index}`).join(' ')

/**
 * Who is written to when the given villages are warned, each contact once (a number belongs to one contact). Retired numbers and
 * contacts past their retention date are left out. For `insert … select`.
 *
 * Parameters: `$1` area codes text[], `$2` now timestamptz. Columns: `contact_id uuid, area_code text, role text, priority smallint`.
 * No order: sort by `priority, contact_id` where it matters.
 */
export const RECIPIENTS_SQL = `select c.id as contact_id, min(ca.area_code) as area_code, c.role, (case c.role ${PRIORITY} end)::smallint as priority
  from contact_area ca join contact c on c.id = ca.contact_id
 where ca.area_code = any($1::text[]) and c.retired_at is null and c.retain_until > $2::timestamptz
 group by c.id`

/** The recipients of a warning for these villages, without the villages that are excluded, in the order of sending. */
export async function recipientsOf(
  db: Db,
  areaCodes: readonly string[],
  now: Date,
  excludeAreaCodes: readonly string[] = [],
): Promise<Recipient[]> {
  const excluded = new Set(excludeAreaCodes)
  return sql<Recipient>(
    db,
    `select contact_id as "contactId", area_code as "areaCode", role, priority from (${RECIPIENTS_SQL}) r order by priority, contact_id`,
    [areaCodes.filter((code) => !excluded.has(code)), now],
  )
}
