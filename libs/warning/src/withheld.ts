import type { EntityManager } from 'typeorm'
import { sql } from '#libs/platform'
import { IN_FORCE } from './lifecycle'

/**
 * Marks the villages that a warning must not speak to because a worse one is in force there: an all-clear or a milder word would be
 * read as "it is over". They stay under the warning; they are told when the worse one lets go. News of another hazard is no milder word
 * for this one: a flood in force silences no rise of a landslide.
 */
export async function markWithheld(tx: EntityManager, warningId: string): Promise<void> {
  await sql(
    tx,
    `update warning_area a set withheld = (
       select other.id::text from warning other join warning_area oa on oa.warning_id = other.id
        where oa.area_code = a.area_code and other.id <> w.id and other.id is distinct from w.replaces_id
          and other.state = any($2) and other.kind not in ('all-clear', 'expiry') and other.severity > w.severity
          and (other.hazard = w.hazard or w.kind not in ('new', 'raise'))
        order by other.severity desc, other.replay_key limit 1)
       from warning w where w.id = a.warning_id and a.warning_id = $1`,
    [warningId, IN_FORCE],
  )
}
