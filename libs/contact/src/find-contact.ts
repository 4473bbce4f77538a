import { type Db, sql } from '#libs/platform'
import type { Contact } from './contact'

const SELECT = `select c.id, c.name, c.role, c.phone, c.channels, c.language, c.synthetic, c.retired_at as "retiredAt",
    c.on_exercise_list as "onExerciseList", c.station_id as "stationId",
    coalesce((select jsonb_agg(jsonb_build_object('areaCode', a.code, 'areaName', a.name, 'rt', ca.rt, 'rw', ca.rw) order by a.code)
                from contact_area ca join area a on a.code = ca.area_code where ca.contact_id = c.id), '[]') as villages
  from contact c`

/** Whose number this is, retired or not. A number nobody registered has no contact: that is an answer, not an error. */
export async function findByPhone(db: Db, phone: string): Promise<Contact | undefined> {
  const [contact] = await sql<Contact>(db, `${SELECT} where c.phone = $1`, [phone])
  return contact
}

export async function findContact(db: Db, id: string): Promise<Contact | undefined> {
  const [contact] = await sql<Contact>(db, `${SELECT} where c.id = $1`, [id])
  return contact
}
