import { importRegion } from '#libs/area'
import { sql } from '#libs/platform'
import { stationPart } from '#libs/station'
import { JAKARTA } from '../../../../test/factories/region-folder'
import { describeWithDatabase, freshDatabase, type TestDatabase } from '../../../../test/services'
import { parseSmsInbox } from './parse'
import { resolveKeeper } from './resolve-keeper'

const CAME = '2026-01-31T21:35:00+07:00'
const KEEPER = '+6281200000001'
const ROAMING = '+6281200000002'
const KADES = '+6281200000003'
const RETIRED = '+6281200000004'

describeWithDatabase('who is believed about which post', () => {
  let fresh: TestDatabase

  beforeAll(async () => {
    fresh = await freshDatabase()
    await importRegion(fresh.db, JAKARTA, [stationPart])
    const contact = (phone: string, role: string, station: string | null, retired = false) =>
      sql(
        fresh.db,
        `insert into contact (name, role, phone, station_id, retired_at, channels, purpose, legal_basis, retain_until, source)
         values ('x', $2, $1, $3, case when $4 then clock_timestamp() end, '{sms}', 'x', 'x', '2030-01-01', 'test')`,
        [phone, role, station, retired],
      )
    await contact(KEEPER, 'gate-keeper', 'manggarai')
    await contact(ROAMING, 'gate-keeper', null)
    await contact(KADES, 'kades', null)
    await contact(RETIRED, 'gate-keeper', 'manggarai', true)
    await sql(fresh.db, `insert into station_alias (source, name, station_id) values ('sms-inbox', 'BENDUNGAN BESAR', 'katulampa')`)
  }, 60_000)
  afterAll(() => fresh?.drop())

  const resolve = async (sender: string, text: string) => {
    const { items } = parseSmsInbox(Buffer.from(`${sender}\t${CAME}\t${text}`))
    const { resolved, rejects } = await fresh.db.transaction((tx) => resolveKeeper(tx, 'sms-inbox', items))
    expect(JSON.stringify(rejects)).not.toContain('8120000')
    return resolved.map(({ stationId, value }) => `${stationId} ${value}`).concat(rejects.map(({ field, reason }) => `!${field} ${reason}`))
  }

  it.each([
    ['the keeper of the post', KEEPER, 'TMA MANGGARAI 785', 'manggarai 7.85'],
    ['his number without its country', '0812-0000-0001', 'TMA P.A. MANGARAI 785', 'manggarai 7.85'],
    ['a keeper of no post in particular', ROAMING, 'TMA DEPOK 180', 'depok 1.8'],
    ['a name of the alias table', ROAMING, 'TMA BENDUNGAN BESAR 80', 'katulampa 0.8'],
    ['the keeper of another post', KEEPER, 'TMA DEPOK 180', '!sender sender keeps another post'],
    ['a village head', KADES, 'TMA MANGGARAI 785', '!sender sender is not a gate-keeper'],
    ['a keeper who left', RETIRED, 'TMA MANGGARAI 785', '!sender sender is not a gate-keeper'],
    ['a number nobody registered', '+6281299999999', 'TMA MANGGARAI 785', '!sender sender is not a gate-keeper'],
    ['a post nobody knows', KEEPER, 'TMA ENTAH 785', '!name no post of this region is called "ENTAH", or several nearly are'],
  ])('%s', async (_, sender, text, outcome) => {
    expect(await resolve(sender, text)).toEqual([outcome])
  })

  it('takes in nothing whose sender or time is not known', async () => {
    const { items } = parseSmsInbox(Buffer.from('TMA MANGGARAI 785'))
    const alone = await fresh.db.transaction((tx) => resolveKeeper(tx, 'sms-inbox', items))
    const known = await fresh.db.transaction((tx) =>
      resolveKeeper(
        tx,
        'sms-inbox',
        items.map((item) => ({ ...item, reporter: KEEPER })),
      ),
    )
    expect([alone, known].map(({ resolved, rejects }) => [resolved.length, rejects[0]?.field])).toEqual([
      [0, 'sender'],
      [0, 'time'],
    ])
  })
})
