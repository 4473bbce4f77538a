import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { GARBAGE, hostileBytes, itemsUnlessRefused } from '../../../../test/factories/hostile-bytes'
import { PayloadUnusable } from '../parsed'
import { parseBmkgHarian } from './parse'

const HEADER = 'TANGGAL,TN,TX,TAVG,RH_AVG,RR,SS,FF_X,DDD_X,FF_AVG,DDD_CAR,,ID WMO,96999'
const row = (date: string, rain: string, facts = ',,'): string => `${date},20,"27,3",23,91,${rain},0,2,340,0,C,${facts}`
const table = (...rows: string[]): Buffer =>
  Buffer.from([HEADER, row('01-01-2027', '"23,5"', ',Nama Stasiun, Stasiun Uji '), ...rows].join('\n'))
const DAY_ONE = Date.parse('2027-01-01T00:00:00Z')

describe("a station's daily table", () => {
  it('gives millimetres of the day that ends at 00 UTC (07:00 WIB) of the date, and the station it names', () => {
    expect(parseBmkgHarian(table())).toEqual({
      items: [{ kind: 'reading', name: 'Stasiun Uji', parameter: 'rain', observedAt: DAY_ONE, value: 23.5, intervalMinutes: 1_440 }],
      rejects: [],
    })
  })

  it.each([
    ['0', 0],
    ['"0,4"', 0.4],
    ['"146,6"', 146.6],
    ['12.5', 12.5],
    [' 64 ', 64],
    ['2000', 2000],
  ])('reads %s as %d mm', (text, value) => expect(parseBmkgHarian(table(row('02-01-2027', text))).items[1]?.value).toBe(value))

  it.each([
    ['8888', 'not measured (8888)'],
    ['"8888,0"', 'not measured (8888)'],
    ['9999', 'no data (9999)'],
    ['-', 'missing'],
    ['', 'missing'],
    [' ', 'missing'],
    ['2001', '2001 mm is outside 0 to 2000'],
    ['-5', 'expected millimetres, found "-5"'],
    ['1.466', 'expected millimetres, found "1.466"'],
    ['"1.234,5"', 'expected millimetres, found "1.234,5"'],
    ['1e3', 'expected millimetres, found "1e3"'],
  ])('never takes %j for rain', (text, reason) => {
    const { items, rejects } = parseBmkgHarian(table(row('02-01-2027', text), row('03-01-2027', '1')))
    expect(items.map((item) => item.value)).toEqual([23.5, 1])
    expect(rejects).toEqual([{ item: 'row 3', field: 'RR', reason }])
  })

  it.each(['30-02-2027', '29-02-2027', '00-01-2027', '01-13-2027', '2027-01-02', '2 Jan 2027', '02-01-27', 'KETERANGAN:'])(
    'rejects a row of %s',
    (date) => {
      const { items, rejects } = parseBmkgHarian(table(row(date, '1')))
      expect(items).toHaveLength(1)
      expect(rejects.map(({ item, field }) => [item, field])).toEqual([['row 3', 'TANGGAL']])
    },
  )

  it('rejects a row with rain and no date', () => {
    expect(parseBmkgHarian(table(row('', '"99,9"'))).rejects).toEqual([{ item: 'row 3', field: 'TANGGAL', reason: 'missing' }])
  })

  it.each([
    ['empty', ',,,,,,,,,,,,,'],
    ['of spaces', ',,,,,, ,,,,,,,'],
    ['of the legend alone', ',,,,,,,,,,,,8888: Data tidak terukur,'],
    ['without a character', ''],
  ])('passes over a row %s', (_, line) => {
    const { items, rejects } = parseBmkgHarian(table(line, row('02-01-2027', '1')))
    expect(rejects).toEqual([])
    expect(items).toHaveLength(2)
  })

  it.each([
    ['torn inside a quote', '02-01-2027,20,"27,3'],
    ['with a decimal comma that lost its quotes', '02-01-2027,20,27,3,23,91,12,5,0,2,340,0,C,,,'],
    ['too short', '02-01-2027,20'],
    ['with NUL bytes', row('02-01-2027', '1\u0000')],
  ])('rejects a row %s, and keeps the next', (_, line) => {
    const { items, rejects } = parseBmkgHarian(table(line, row('03-01-2027', '1')))
    expect(items).toHaveLength(2)
    expect(rejects.map(({ item }) => item)).toEqual(['row 3'])
  })

  it('reads columns by their header, below rows about the station, with a byte order mark and line ends of Windows', () => {
    const lines = ['Nama Stasiun,: Stasiun Lain,', ',,', 'RR,TANGGAL,TX', '"7,5",02-01-2027,30', '1,,']
    const { items, rejects } = parseBmkgHarian(Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`))
    expect(rejects).toEqual([{ item: 'row 5', field: 'TANGGAL', reason: 'missing' }])
    expect(items).toEqual([
      {
        kind: 'reading',
        name: 'Stasiun Lain',
        parameter: 'rain',
        observedAt: Date.parse('2027-01-02T00:00:00Z'),
        value: 7.5,
        intervalMinutes: 1_440,
      },
    ])
  })
})

describe('as a whole', () => {
  it.each<readonly [string, Buffer]>([
    ...GARBAGE,
    ['a table without a station', Buffer.from(`${HEADER}\n${row('01-01-2027', '1')}`)],
    ['a table without rain', Buffer.from('TANGGAL,TN\n01-01-2027,20')],
    ['another table', Buffer.from('nama_pintu_air,tanggal,tinggi_air\n"Depok","2020-01-01 00:10:00",1720')],
    ['too much', Buffer.concat([table(), Buffer.alloc(2 * 1024 * 1024, '\n')])],
  ])('%s is refused', (_, raw) => {
    expect(() => parseBmkgHarian(raw)).toThrow(PayloadUnusable)
  })

  it('throws nothing else and stays within its ranges, whatever is done to it', () => {
    const good = table(row('02-01-2027', '8888'), row('03-01-2027', '"9,1"'), row('04-01-2027', '-'), ',,,,,,,,,,,,,')
    fc.assert(
      fc.property(hostileBytes(good), (raw) => {
        const items = itemsUnlessRefused(parseBmkgHarian, raw)
        for (const item of items) {
          expect(item.value >= 0 && item.value <= 2_000).toBe(true)
          expect(item.observedAt % 86_400_000).toBe(0)
          expect(item.name).toMatch(/^\P{Cc}+$/u)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('loses no row, whatever stands in it', () => {
    const line = fc.string({ minLength: 1, maxLength: 40 }).filter((text) => /[^\s,]/.test(text) && !/[\r\n]/.test(text))
    fc.assert(
      fc.property(fc.array(line, { maxLength: 10 }), (lines) => {
        const { items, rejects } = parseBmkgHarian(table(...lines))
        expect(items.length + rejects.length).toBe(1 + lines.length)
      }),
      { numRuns: 200 },
    )
  })

  it('reads every decimal comma as BMKG writes it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), (tenths) => {
        const text = tenths % 10 === 0 ? String(tenths / 10) : `"${(tenths / 10).toFixed(1).replace('.', ',')}"`
        expect(parseBmkgHarian(table(row('02-01-2027', text))).items[1]?.value).toBe(tenths / 10)
      }),
      { numRuns: 200 },
    )
  })
})

const CAPTURES = path.resolve(__dirname, '../../../../../shared/data/bmkg-harian')
const withCaptures = existsSync(CAPTURES) ? describe : describe.skip
withCaptures('real tables of 2024 (left out where they are absent)', () => {
  it.each([
    ['kab-bogor', 'Stasiun Meteorologi Citeko', 20, 15],
    ['kab-cirebon', 'Stasiun Klimatologi Jayapura', 29, 59],
    ['kab-majalengka', 'Stasiun Meteorologi Kertajati', 26, 2],
    ['kota-bandung', 'Stasiun Geofisika Bandung', 32, 24],
    ['kota-bogor', 'Stasiun Klimatologi Jawa Barat', 13, 34],
  ])('%s is of %s: %d days not measured, %d missing, the rest rain', (file, name, notMeasured, missing) => {
    const { items, rejects } = parseBmkgHarian(readFileSync(path.join(CAPTURES, `data-bmkg-${file}.csv`)))
    const because = (reason: string): number => rejects.filter((reject) => reject.field === 'RR' && reject.reason === reason).length
    expect(because('not measured (8888)')).toBe(notMeasured)
    expect(because('missing')).toBe(missing)
    expect(rejects).toHaveLength(notMeasured + missing)
    expect(items).toHaveLength(366 - notMeasured - missing)
    expect(new Set(items.map((item) => item.name))).toEqual(new Set([name]))
    expect(Math.max(...items.map((item) => item.value))).toBeLessThanOrEqual(146.6)
  })

  it('hold 146.6 mm on the wettest day', () => {
    const files = ['kab-bogor', 'kab-cirebon', 'kab-majalengka', 'kota-bandung', 'kota-bogor']
    const rain = files.flatMap((file) =>
      parseBmkgHarian(readFileSync(path.join(CAPTURES, `data-bmkg-${file}.csv`))).items.map(({ value }) => value),
    )
    expect(Math.max(...rain)).toBe(146.6)
  })
})
