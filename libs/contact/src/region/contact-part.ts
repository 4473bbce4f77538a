import type { EntityManager } from 'typeorm'
import { changeRows, MANIFEST_FILE, type MadeUpContacts, readAreas, readManifest, type RegionPart, type RegionSource } from '#libs/area'
import { readZones } from '#libs/risk'
import { readStations } from '#libs/station'
import { madeUpContacts, type MadeUpContact } from './made-up-contacts'

/** Marks what this part made. */
const SOURCE = 'dibuat'

/**
 * The made-up contacts of a demonstration region, in the villages of its hazard zones. A package without `contacts` makes none.
 * What the use of a contact added (retired, on the exercise list) is left as it is, and a real contact is never touched.
 */
export const contactPart: RegionPart = {
  name: 'contact',
  prepare: (source) => {
    const settings = source.once(readManifest)?.contacts
    const contacts = settings ? makeUp(source, settings) : []
    return async (tx) => ({
      contacts: contacts.length,
      changedRows: settings ? (await writeContacts(tx, settings, contacts)) + (await writeAreas(tx, contacts)) : 0,
    })
  },
}

function makeUp(source: RegionSource, settings: MadeUpContacts): MadeUpContact[] {
  const { stations } = source.once(readStations)
  const areas = source.once(readAreas)
  const villages = [...new Set(source.once(readZones).flatMap((zone) => zone.villages.map(({ code }) => code)))]
  const complain = (field: string, message: string): void => source.complain({ file: MANIFEST_FILE, field: `contacts.${field}`, message })
  for (const [index, { station, village }] of settings.gateKeepers.entries()) {
    if (!stations.has(station)) complain(`gateKeepers.${index}.station`, `there is no station "${station}"`)
    if (village && !areas.villages.has(village)) complain(`gateKeepers.${index}.village`, `there is no village ${village}`)
  }
  try {
    return madeUpContacts(settings, villages)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    complain('count', error.message)
    return []
  }
}

/** A contact is known by its number: another seed renames the people but adds none. */
function writeContacts(tx: EntityManager, settings: MadeUpContacts, contacts: readonly MadeUpContact[]): Promise<number> {
  return changeRows(
    tx,
    `insert into contact as c (id, name, role, phone, station_id, channels, synthetic, purpose, legal_basis, consent_at, retain_until, source)
     select id, name, role, phone, station_id, $6::text[], true, $7, case role when 'resident' then $8 else $9 end,
            case role when 'resident' then $10::timestamptz end, $11::timestamptz, '${SOURCE}'
       from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[]) as given(id, name, role, phone, station_id)
     on conflict (phone) do update set name = excluded.name, role = excluded.role, station_id = excluded.station_id, channels = excluded.channels,
       purpose = excluded.purpose, legal_basis = excluded.legal_basis, consent_at = excluded.consent_at, retain_until = excluded.retain_until
     where c.synthetic and c.source = '${SOURCE}'
       and (c.name, c.role, c.station_id, c.channels, c.purpose, c.legal_basis, c.consent_at, c.retain_until)
         is distinct from (excluded.name, excluded.role, excluded.station_id, excluded.channels, excluded.purpose, excluded.legal_basis, excluded.consent_at, excluded.retain_until)`,
    [
      contacts.map(({ id }) => id),
      contacts.map(({ name }) => name),
      contacts.map(({ role }) => role),
      contacts.map(({ phone }) => phone),
      contacts.map(({ stationId }) => stationId),
      settings.channels,
      settings.purpose,
      settings.residentBasis,
      settings.officialBasis,
      settings.consentAt,
      settings.retainUntil,
    ],
  )
}

async function writeAreas(tx: EntityManager, contacts: readonly MadeUpContact[]): Promise<number> {
  const columns = [
    contacts.map(({ phone }) => phone),
    contacts.map(({ areaCode }) => areaCode),
    contacts.map(({ rt }) => rt),
    contacts.map(({ rw }) => rw),
  ]
  const given = `unnest($1::text[], $2::text[], $3::int[], $4::int[]) as given(phone, area_code, rt, rw)
    join contact c on c.phone = given.phone and c.synthetic and c.source = '${SOURCE}'`
  const removed = await changeRows(
    tx,
    `delete from contact_area a using ${given} where a.contact_id = c.id and a.area_code is distinct from given.area_code`,
    columns,
  )
  const written = await changeRows(
    tx,
    `insert into contact_area as a (contact_id, area_code, rt, rw)
     select c.id, given.area_code, given.rt, given.rw from ${given} where given.area_code is not null
     on conflict (contact_id, area_code) do update set rt = excluded.rt, rw = excluded.rw
     where (a.rt, a.rw) is distinct from (excluded.rt, excluded.rw)`,
    columns,
  )
  return removed + written
}
