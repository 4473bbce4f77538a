import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { PayloadUnusable } from '../parsed'
import { parseDsdaCsv } from './parse'

const HEADER = 'nama_pintu_air,lokasi,latitude,longitude,tanggal,tinggi_air,status_siaga'
const csv = (...rows: string[]): Buffer => Buffer.from([HEADER, ...rows].join('\n'))
const RECORDING = path.resolve(__dirname, '../../../../regions/jakarta-ciliwung/replays/jakarta-2020/tma_2020.csv.gz')

/** The class of what an action throws; undefined when it throws nothing. */
const thrownBy = (action: () => unknown): unknown => {
  try {
    action()
    return undefined
  } catch (error) {
    return (error as Error).constructor
  }
}

describe('the flood-gate table', () => {
  it('gives metres, UTC instants and the words of the source', () => {
    const { items, rejects } = parseDsdaCsv(csv('"P.A. Pluit ","Waduk Pluit",-6.1,106.8,"2020-01-01 00:10:00",-1780,"Status : Normal"'))
    expect(rejects).toEqual([])
    expect(items).toEqual([
      {
        name: 'P.A. Pluit',
        kind: 'reading',
        parameter: 'water_level',
        observedAt: Date.parse('2019-12-31T17:10:00Z'),
        value: -1.78,
        reportedStatus: 'Status : Normal',
      },
    ])
  })

  it.each([
    ['no level', '"A",X,0,0,"2020-01-01 00:10:00",,"s"', 'tinggi_air'],
    ['a word for a level', '"A",X,0,0,"2020-01-01 00:10:00",tinggi,"s"', 'tinggi_air'],
    ['an infinite level', '"A",X,0,0,"2020-01-01 00:10:00",1e400,"s"', 'tinggi_air'],
    ['a day that is none', '"A",X,0,0,"2020-02-30 00:10:00",1,"s"', 'tanggal'],
    ['an hour that is none', '"A",X,0,0,"2020-02-03 25:10:00",1,"s"', 'tanggal'],
    ['no name', '" ",X,0,0,"2020-01-01 00:10:00",1,"s"', 'nama_pintu_air'],
    ['a torn row', '"A",X,0', undefined],
    ['an open quote', '"A,X,0,0,2020-01-01 00:10:00,1,s', undefined],
    ['a NUL byte', '"A\u0000",X,0,0,"2020-01-01 00:10:00",1,"s"', undefined],
  ])('rejects %s by row and field, and keeps the rest', (_, row, field) => {
    const { items, rejects } = parseDsdaCsv(csv('"B",X,0,0,"2020-01-01 00:10:00",5,"s"', row))
    expect(items).toHaveLength(1)
    expect(rejects).toHaveLength(1)
    expect(rejects[0]).toMatchObject({ item: 'row 3' })
    expect(rejects[0]?.field).toBe(field)
  })

  it('takes columns by their header, a byte order mark and CRLF', () => {
    const { items } = parseDsdaCsv(Buffer.from('\ufeffstatus_siaga,tinggi_air,tanggal,nama_pintu_air\r\nx,1200,2020-01-01 00:10:00,A\r\n'))
    expect(items[0]).toMatchObject({ name: 'A', value: 1.2 })
  })

  it.each([
    ['nothing', ''],
    ['another table', 'a,b\n1,2'],
    ['a web page', '<html><body>Service Unavailable</body></html>'],
    ['bytes', '\u0000\u0001\u0002'],
  ])('refuses %s as a whole', (_, content) => {
    expect(() => parseDsdaCsv(Buffer.from(content))).toThrow(PayloadUnusable)
  })

  it('throws nothing else, whatever it is fed, and loses no row', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 30 }).filter((text) => !/[\r\n]/.test(text) && text !== '')), (lines) => {
        const { items, rejects } = parseDsdaCsv(csv(...lines))
        expect(items.length + rejects.length).toBe(lines.filter((line) => line !== '').length)
      }),
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect([undefined, PayloadUnusable]).toContain(thrownBy(() => parseDsdaCsv(Buffer.from(bytes))))
      }),
    )
  })

  it('reads the whole recording of 2020', () => {
    expect(existsSync(RECORDING)).toBe(true)
    const { items, rejects } = parseDsdaCsv(gunzipSync(readFileSync(RECORDING)))
    expect(rejects).toEqual([])
    expect(items).toHaveLength(15_430)
    expect(new Set(items.map((item) => item.name)).size).toBe(21)
    const manggarai = items.filter((item) => item.name === 'PA. Manggarai')
    expect(Math.max(...manggarai.map((item) => item.value))).toBe(9.69)
  })
})
