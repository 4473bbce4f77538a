import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { DataSource } from 'typeorm'
import { areasByCode, importRegion, type RegionReport, villageCollection } from '#libs/area'
import { contactPart, findByPhone, recipientsOf } from '#libs/contact'
import { InvalidInput, sql } from '#libs/platform'
import { zonePart } from '#libs/risk'
import { stationPart } from '#libs/station'
import { templatePart } from '#libs/warning'
import { JAKARTA } from '../factories/region-folder'
import { describeWithDatabase, freshDatabase, type TestDatabase } from '../services'
import { tempFolder } from '../factories/temp-folder'

const PARTS = [stationPart, zonePart, templatePart, contactPart]
const TABLES = [
  'installation',
  'area',
  'station',
  'ladder_step',
  'station_alias',
  'hazard_zone',
  'hazard_zone_area',
  'message_template',
  'contact',
  'contact_area',
]
const NOW = new Date('2020-01-01T00:00:00Z')

/** For each table the number of its rows and a hash of their contents and of the transactions that wrote them. */
async function picture(db: DataSource): Promise<Record<string, string>> {
  const entries = TABLES.map(async (table) => {
    const [row] = await sql<{ picture: string }>(
      db,
      `select count(*) || ' ' || coalesce(md5(string_agg(t.xmin::text || t::text, '|' order by t::text)), '') as picture from ${table} t`,
    )
    return [table, row?.picture ?? ''] as const
  })
  return Object.fromEntries(await Promise.all(entries))
}

/** A copy of the Jakarta package with one file rewritten. */
function changed(file: string, rewrite: (text: string) => string): string {
  const folder = tempFolder('jakarta')
  cpSync(JAKARTA, folder, { recursive: true })
  writeFileSync(path.join(folder, file), rewrite(readFileSync(path.join(folder, file), 'utf8')))
  return folder
}

describeWithDatabase('the import of the Jakarta region', () => {
  let fresh: TestDatabase
  let db: DataSource
  let report: RegionReport

  beforeAll(async () => {
    fresh = await freshDatabase()
    db = fresh.db
    report = await importRegion(db, JAKARTA, PARTS)
  }, 60_000)

  afterAll(() => fresh?.drop())

  it('counts what it took and what it refused', () => {
    expect({ ...report, refusedLadders: report.refusedLadders.length, changedRows: report.changedRows > 40_000 }).toEqual({
      region: 'jakarta-ciliwung',
      areas: 261,
      parentAreas: 48,
      stations: 40,
      ladders: 27,
      refusedLadders: 12,
      aliases: 60,
      zones: 9,
      templates: 10,
      contacts: 20_000,
      changedRows: true,
    })
    expect(report.refusedLadders).toContainEqual({ station: 'palmerah', reason: 'placeholder: every level is 5 m' })
  })

  it('changes no row the second time', async () => {
    const before = await picture(db)
    expect((await importRegion(db, JAKARTA, PARTS)).changedRows).toBe(0)
    expect(await picture(db)).toEqual(before)
  }, 60_000)

  it('changes nothing at all when one village of one zone is misspelt', async () => {
    const before = await picture(db)
    const broken = changed('zones.json', (text) =>
      text.replace('"Rawajati"', '"Rawa Jaya"').replaceAll('"travelMinutes": 360', '"travelMinutes": 300'),
    )
    await expect(importRegion(db, broken, PARTS)).rejects.toMatchObject({
      problems: [
        { file: 'zones.json', row: 1, field: 'villages.4', message: '"Rawa Jaya" is not a name of 31.74.08.1003, which is Rawajati' },
      ],
    })
    expect(await picture(db)).toEqual(before)
  })

  it('changes nothing at all when the last part fails in the middle of writing', async () => {
    const before = await picture(db)
    const failing = { name: 'failing', prepare: () => () => Promise.reject(new Error('the disk is full')) }
    const other = changed('stations.json', (text) => text.replaceAll('"margin": 0.1', '"margin": 0.2'))
    await expect(importRegion(db, other, [...PARTS, failing])).rejects.toThrow('the disk is full')
    expect(await picture(db)).toEqual(before)
  }, 60_000)

  it('does not rewrite a text that is stored, and says which', async () => {
    const before = await picture(db)
    const other = changed('texts.json', (text) => text.replace('MENGUNGSI SEKARANG', 'MENGUNGSI SEGERA'))
    await expect(importRegion(db, other, PARTS)).rejects.toMatchObject({ problems: [{ file: 'texts.json', row: 3, field: 'version' }] })
    expect(await picture(db)).toEqual(before)
  }, 60_000)

  it('is refused by an installation of another region', async () => {
    const other = changed('region.json', (text) => text.replace('"jakarta-ciliwung"', '"bojonegoro"'))
    await expect(importRegion(db, other, PARTS)).rejects.toBeInstanceOf(InvalidInput)
  })

  it('changes the one row that differs, and removes the alias that is gone', async () => {
    const own = await freshDatabase()
    try {
      const noContacts = changed('region.json', (text) => text.replace('"count": 20000', '"count": 1000'))
      await importRegion(own.db, noContacts, PARTS)
      const folder = tempFolder('jakarta')
      cpSync(noContacts, folder, { recursive: true })
      const edit = (file: string, from: string, to: string): void =>
        writeFileSync(path.join(folder, file), readFileSync(path.join(folder, file), 'utf8').replace(from, to))
      edit('stations.json', '"severity": 1, "from": 7.5', '"severity": 1, "from": 7.4')
      edit('aliases.csv', 'dsda-csv,PS. Depok,depok\n', '')
      expect((await importRegion(own.db, folder, PARTS)).changedRows).toBe(2)
      expect(await sql(own.db, `select from_level from ladder_step where station_id = 'manggarai' and severity = 1`)).toEqual([
        { from_level: 7.4 },
      ])
      expect(await sql(own.db, `select name from station_alias where station_id = 'depok'`)).toEqual([{ name: 'P.S. Depok 2' }])
    } finally {
      await own.drop()
    }
  }, 60_000)

  it('keeps what happened to a contact since', async () => {
    const [one] = await sql<{ id: string; phone: string }>(
      db,
      `update contact set retired_at = now(), retired_reason = 'refused' where id = (select id from contact where role = 'resident' limit 1) returning id, phone`,
    )
    await importRegion(db, JAKARTA, PARTS)
    expect((await findByPhone(db, one?.phone ?? ''))?.retiredAt).toBeInstanceOf(Date)
  }, 60_000)

  it('gives every zone the whole geometry of its villages', async () => {
    const rows = await sql<{ id: string; covered: boolean; valid: boolean }>(
      db,
      `select z.id, st_isvalid(z.geom) as valid, bool_and(st_covers(st_buffer(z.geom, 0.00001), a.geom)) as covered
         from hazard_zone z join hazard_zone_area za on za.zone_id = z.id join area a on a.code = za.area_code group by z.id`,
    )
    expect(rows).toHaveLength(9)
    expect(rows.filter(({ covered, valid }) => !covered || !valid)).toEqual([])
  })

  it('takes parents from the code', async () => {
    const areas = await areasByCode(db, ['31.74.04.1005', '31.74', '99'])
    expect(areas.get('31.74.04.1005')).toEqual({ code: '31.74.04.1005', name: 'Pejaten Timur', level: 'village', parentCode: '31.74.04' })
    expect([...areas.keys()].toSorted()).toEqual(['31.74', '31.74.04.1005'])
  })

  it('gives the map 261 outlines of at most five decimals', async () => {
    const collection = await villageCollection(db)
    expect(collection.features).toHaveLength(261)
    expect(collection.features.find(({ id }) => id === '31.74.04.1005')?.properties).toEqual({
      code: '31.74.04.1005',
      name: 'Pejaten Timur',
      district: 'Pasar Minggu',
      regency: 'Kota Administrasi Jakarta Selatan',
    })
    expect(JSON.stringify(collection)).not.toMatch(/\d\.\d{6,}/)
  })

  describe('the recipients of two villages', () => {
    const villages = ['31.74.04.1005', '31.74.08.1003']

    it('are each contact once, the village head first and residents last', async () => {
      const recipients = await recipientsOf(db, [...villages, ...villages], NOW)
      expect(new Set(recipients.map(({ contactId }) => contactId)).size).toBe(recipients.length)
      expect(recipients.slice(0, 2).map(({ role, priority }) => [role, priority])).toEqual([
        ['kades', 0],
        ['kades', 0],
      ])
      expect(recipients.map(({ priority }) => priority)).toEqual(recipients.map(({ priority }) => priority).toSorted((a, b) => a - b))
      expect(recipients.at(-1)?.role).toBe('resident')
      expect(recipients.length).toBeGreaterThan(790)
    })

    it('do not come from an excluded village', async () => {
      const recipients = await recipientsOf(db, villages, NOW, ['31.74.08.1003'])
      expect(new Set(recipients.map(({ areaCode }) => areaCode))).toEqual(new Set(['31.74.04.1005']))
    })

    it('leave out a retired number and a contact past retention', async () => {
      const all = await recipientsOf(db, villages, NOW)
      const [first] = all
      await sql(db, `update contact set retired_at = now() where id = $1`, [first?.contactId])
      expect((await recipientsOf(db, villages, NOW)).map(({ contactId }) => contactId)).toEqual(
        all.slice(1).map(({ contactId }) => contactId),
      )
      expect(await recipientsOf(db, villages, new Date('2031-01-01T00:00:00Z'))).toEqual([])
    })

    it('count a contact with two villages once', async () => {
      const [resident] = (await recipientsOf(db, ['31.74.08.1003'], NOW)).filter(({ role }) => role === 'resident')
      await sql(db, `insert into contact_area (contact_id, area_code) values ($1, '31.74.04.1005')`, [resident?.contactId])
      expect((await recipientsOf(db, villages, NOW)).filter(({ contactId }) => contactId === resident?.contactId)).toEqual([
        { ...resident, areaCode: '31.74.04.1005' },
      ])
    })
  })

  it('marks every contact as made up, residents with consent and officials with their task', async () => {
    expect(
      await sql(
        db,
        `select role, count(*)::int as n, bool_and(synthetic) as synthetic, bool_and(consent_at is not null) as consent from contact group by role order by role`,
      ),
    ).toEqual([
      { role: 'gate-keeper', n: 3, synthetic: true, consent: false },
      { role: 'kades', n: 50, synthetic: true, consent: false },
      { role: 'officer', n: 4, synthetic: true, consent: false },
      { role: 'resident', n: 19_643, synthetic: true, consent: true },
      { role: 'rt', n: 300, synthetic: true, consent: false },
    ])
  })
})
