import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { PayloadUnusable } from '../parsed'
import { parseDsdaXml } from './parse'

const record = (fields: Record<string, string>): string =>
  `<SP_GET_LAST_STATUS_PINTU_AIR>${Object.entries(fields)
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join('')}</SP_GET_LAST_STATUS_PINTU_AIR>`
const xml = (...records: string[]): Buffer => Buffer.from(`<?xml version="1.0"?><DocumentElement>${records.join('')}</DocumentElement>`)
const depok = { NAMA_PINTU_AIR: 'P.S. Depok 2', TANGGAL: '2026-04-30T23:50:00+07:00', TINGGI_AIR: '1380', STATUS_SIAGA: 'Status : Normal' }
const SNAPSHOT = path.resolve(__dirname, '../../../../../shared/data/dsda-jakarta/xmldata-2026-04-30T2350.xml')

describe('the live table', () => {
  it('gives metres and instants', () => {
    expect(parseDsdaXml(xml(record(depok))).items).toEqual([
      {
        name: 'P.S. Depok 2',
        kind: 'reading',
        parameter: 'water_level',
        observedAt: Date.parse('2026-04-30T16:50:00Z'),
        value: 1.38,
        reportedStatus: 'Status : Normal',
      },
    ])
  })

  it('rejects a record by its number and tag, and keeps the rest', () => {
    const { items, rejects } = parseDsdaXml(
      xml(record({ ...depok, TINGGI_AIR: '' }), record(depok), record({ ...depok, TANGGAL: '2026-04-30' })),
    )
    expect(items).toHaveLength(1)
    expect(rejects.map(({ item, field }) => [item, field])).toEqual([
      ['record 1', 'TINGGI_AIR'],
      ['record 3', 'TANGGAL'],
    ])
  })

  it('resolves the entities of a name, and takes the order of the fields as it comes', () => {
    const { STATUS_SIAGA, ...rest } = depok
    const { items } = parseDsdaXml(xml(record({ STATUS_SIAGA, ...rest, NAMA_PINTU_AIR: 'Cibalok &amp; Gadog &#49;' })))
    expect(items).toMatchObject([{ name: 'Cibalok & Gadog 1', value: 1.38 }])
  })

  it.each([
    ['a level said twice', { TINGGI_AIR: '1380</TINGGI_AIR><TINGGI_AIR>9990' }, 'TINGGI_AIR'],
    ['a level with an exponent', { TINGGI_AIR: '1e9' }, 'TINGGI_AIR'],
    ['a day that is none', { TANGGAL: '2026-02-30T23:50:00+07:00' }, 'TANGGAL'],
    ['a time without its offset', { TANGGAL: '2026-04-30T23:50:00' }, 'TANGGAL'],
    ['no name', { NAMA_PINTU_AIR: ' ' }, 'NAMA_PINTU_AIR'],
  ])('rejects %s', (_, fields, field) => {
    expect(parseDsdaXml(xml(record({ ...depok, ...fields })))).toMatchObject({ items: [], rejects: [{ item: 'record 1', field }] })
  })

  it.each([
    ['an entity', Buffer.from('<!DOCTYPE a [<!ENTITY x "y">]><DocumentElement/>')],
    ['a web page', Buffer.from('<html><body>Maintenance</body></html>')],
    ['something cut off', xml(record(depok)).subarray(0, 90)],
    ['another encoding', Buffer.from([0x3c, 0xff, 0xfe, 0x00])],
    ['nothing', Buffer.alloc(0)],
    ['too much', Buffer.alloc(6 * 1024 * 1024, 0x20)],
  ])('refuses %s as a whole', (_, raw) => {
    expect(() => parseDsdaXml(raw)).toThrow(PayloadUnusable)
  })

  const withSnapshot = existsSync(SNAPSHOT) ? it : it.skip
  withSnapshot('reads a snapshot of the agency (left out where the snapshot, which has no licence, is absent)', () => {
    const { items, rejects } = parseDsdaXml(readFileSync(SNAPSHOT))
    expect(rejects).toEqual([])
    expect(items).toHaveLength(39)
    expect(items.find((item) => item.name === 'Rumah Pompa Pluit 1')?.value).toBe(-1.65)
  })
})
