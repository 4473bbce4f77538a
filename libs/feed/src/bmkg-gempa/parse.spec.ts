import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { type ParsedEarthquake, PayloadUnusable } from '../parsed'
import { GARBAGE, hostileBytes, itemsUnlessRefused } from '../../../../test/factories/hostile-bytes'
import { parseBmkgGempa } from './parse'
import { bmkgGempa } from './source'

const quake = {
  Tanggal: '05 Jan 2027',
  Jam: '06:48:13 WIB',
  DateTime: '2027-01-04T23:48:13+00:00',
  Coordinates: '-6.91,107.60',
  Lintang: '6.91 LS',
  Bujur: '107.60 BT',
  Magnitude: '5.2',
  Kedalaman: '12 km',
  Wilayah: '7 km  BaratLaut  KOTA-BANDUNG',
}
const answer = (gempa: unknown): Buffer => Buffer.from(JSON.stringify({ Infogempa: { gempa } }))
const one = (changes: Record<string, unknown> = {}): ParsedEarthquake => {
  const { items, rejects } = parseBmkgGempa(answer({ ...quake, ...changes }))
  expect(rejects).toEqual([])
  return items[0] as ParsedEarthquake
}
const rejectOf = (changes: Record<string, unknown>): unknown => {
  const { items, rejects } = parseBmkgGempa(answer([quake, { ...quake, ...changes }]))
  expect(items).toHaveLength(1)
  expect(rejects).toHaveLength(1)
  expect(rejects[0]?.item).toBe('Infogempa.gempa.1')
  return rejects[0]?.field
}

describe('an earthquake of BMKG', () => {
  it('is read in degrees, kilometres and UTC', () => {
    expect(
      one({ Potensi: 'Tidak berpotensi tsunami', Dirasakan: 'II-III Lembang, IV Cimahi', Shakemap: '20270105064813.mmi.jpg' }),
    ).toEqual({
      kind: 'earthquake',
      list: 'auto',
      occurredAt: Date.parse('2027-01-04T23:48:13Z'),
      longitude: 107.6,
      latitude: -6.91,
      depthKm: 12,
      magnitude: 5.2,
      place: '7 km BaratLaut KOTA-BANDUNG',
      felt: [
        { place: 'Lembang', low: 2, high: 3 },
        { place: 'Cimahi', low: 4, high: 4 },
      ],
      tsunami: 'none',
      potential: 'Tidak berpotensi tsunami',
      shakemap: '20270105064813.mmi.jpg',
    })
  })

  it.each([
    ['the newest', quake, ['auto']],
    ['the latest', [{ ...quake, Potensi: 'Tidak berpotensi tsunami' }, quake], ['latest', 'latest']],
    ['the felt', [{ ...quake, Dirasakan: 'III Lembang' }, quake], ['felt', 'felt']],
    ['the latest, where both are said', [{ ...quake, Dirasakan: 'III Lembang', Potensi: 'x' }], ['latest']],
    ['the latest, where nothing is said', [quake], ['latest']],
    ['an empty list', [], []],
  ])('knows %s by what it says', (_, gempa, lists) => {
    expect(parseBmkgGempa(answer(gempa)).items.map((item) => item.list)).toEqual(lists)
  })

  it.each([
    ['DateTime before the wall clock', { Tanggal: '01 Jan 2020', Jam: '00:00:00 WIB' }, '2027-01-04T23:48:13Z'],
    ['an offset of its own', { DateTime: '2027-01-05T06:48:13+07:00' }, '2027-01-04T23:48:13Z'],
    ['the wall clock in WIB', { DateTime: undefined }, '2027-01-04T23:48:13Z'],
    ['the wall clock in WITA', { DateTime: '', Jam: '07:48:13 WITA' }, '2027-01-04T23:48:13Z'],
    ['the wall clock in WIT', { DateTime: 'soon', Jam: '08:48:13 WIT' }, '2027-01-04T23:48:13Z'],
    ['the wall clock where DateTime has no zone', { DateTime: '2027-01-04T23:48:13' }, '2027-01-04T23:48:13Z'],
    ['an Indonesian month', { DateTime: null, Tanggal: '17 Agustus 2026', Jam: '07:00:00 WIB' }, '2026-08-17T00:00:00Z'],
  ])('takes %s', (_, changes, at) => {
    expect(new Date(one(changes).occurredAt)).toEqual(new Date(at))
  })

  it.each([
    ['5.2', 5.2],
    ['M 5.2', 5.2],
    ['M5.2', 5.2],
    ['Mw 6', 6],
    ['5.2 SR', 5.2],
    [1.8, 1.8],
    ['-0.4', -0.4],
    ['10', 10],
  ])('reads the magnitude %s', (Magnitude, magnitude) => expect(one({ Magnitude }).magnitude).toBe(magnitude))

  it.each([
    ['12 km', 12],
    ['12 Km', 12],
    ['8.5km', 8.5],
    ['', null],
    [undefined, null],
    ['-', null],
    ['0 km', 0],
  ])('reads the depth %s', (Kedalaman, depthKm) => expect(one({ Kedalaman }).depthKm).toBe(depthKm))

  it('takes the place from the words where there is no pair', () => {
    expect(one({ Coordinates: undefined, Lintang: '4.74 LU', Bujur: '125.30 BT' })).toMatchObject({ latitude: 4.74, longitude: 125.3 })
  })

  it.each([
    ['DateTime', { DateTime: undefined, Tanggal: undefined }],
    ['DateTime', { DateTime: '2027-02-30T00:00:00+00:00', Jam: '25:00:00 WIB' }],
    ['DateTime', { DateTime: undefined, Tanggal: '31 Feb 2027' }],
    ['DateTime', { DateTime: undefined, Tanggal: '05 constructor 2027' }],
    ['Coordinates', { Coordinates: undefined, Lintang: undefined }],
    ['Coordinates', { Coordinates: '-6.91' }],
    ['Coordinates', { Coordinates: '107.60,-6.91', Lintang: undefined, Bujur: undefined }],
    ['Coordinates', { Coordinates: '-6.91,190', Bujur: undefined }],
    ['Lintang', { Lintang: '6.91 LU' }],
    ['Lintang', { Coordinates: undefined, Lintang: '96.91 LS' }],
    ['Bujur', { Bujur: '107.80 BT' }],
    ['Magnitude', { Magnitude: undefined }],
    ['Magnitude', { Magnitude: 'besar' }],
    ['Magnitude', { Magnitude: '-1.1' }],
    ['Magnitude', { Magnitude: '10.1' }],
    ['Magnitude', { Magnitude: 9999 }],
    ['Magnitude', { Magnitude: 1e300 }],
    ['Kedalaman', { Kedalaman: '-1 km' }],
    ['Kedalaman', { Kedalaman: '801 km' }],
    ['Kedalaman', { Kedalaman: 'dangkal' }],
  ])('is rejected by %s for %j, and the others are kept', (field, changes) => {
    expect(rejectOf(changes)).toBe(field)
  })

  it('tolerates a tenth of a degree between pair and words', () => {
    expect(one({ Lintang: '7.01 LS', Bujur: '107.50 BT' }).latitude).toBe(-6.91)
  })

  it('takes a shakemap for a file name only', () => {
    for (const Shakemap of ['../../etc/passwd', 'https://elsewhere.example/x.jpg', 'a b.jpg', '', null])
      expect(one({ Shakemap }).shakemap).toBeNull()
  })

  it('holds no control character and no half of a character, which a database refuses', () => {
    const { place, potential } = one({ Wilayah: 'a\u0000b\ud800', Potensi: '\u0007tidak\nberpotensi tsunami' })
    expect([place, potential]).toEqual(['a b\ufffd', 'tidak berpotensi tsunami'])
  })
})

describe('as a whole', () => {
  it.each<readonly [string, Buffer]>([
    ...GARBAGE,
    ['an entry that is text', answer('5.2')],
    ['nothing in it', answer(null)],
    ['a list', Buffer.from('[]')],
    ['too much', Buffer.concat([answer([]), Buffer.alloc(1024 * 1024, ' ')])],
  ])('%s is refused', (_, raw) => {
    expect(() => parseBmkgGempa(raw)).toThrow(PayloadUnusable)
  })

  it("is refused in BMKG's words", () => {
    const raw = Buffer.from('{"message":"Data not found","error":"Not Found","statusCode":404}')
    expect(() => parseBmkgGempa(raw)).toThrow('bmkg-gempa: BMKG says: Data not found')
  })

  it('throws nothing else and stays within its ranges, whatever is done to it', () => {
    const good = answer([{ ...quake, Potensi: 'Tidak berpotensi tsunami' }, quake])
    fc.assert(
      fc.property(hostileBytes(good), (raw) => {
        const items = itemsUnlessRefused(parseBmkgGempa, raw)
        for (const item of items) expectInRange(item)
        expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
      }),
      { numRuns: 200 },
    )
  })

  it('loses no entry, whatever stands in it', () => {
    const anything = fc.record(
      Object.fromEntries(
        Object.keys(quake).map((name) => [name, fc.oneof(fc.constant(quake[name as keyof typeof quake]), fc.jsonValue({ maxDepth: 2 }))]),
      ),
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(anything, fc.jsonValue({ maxDepth: 2 })), { maxLength: 5 }), (entries) => {
        const { items, rejects } = parseBmkgGempa(answer(entries))
        expect(items.length + rejects.length).toBe(entries.length)
        for (const item of items) expectInRange(item)
      }),
      { numRuns: 200 },
    )
  })
})

function expectInRange(item: ParsedEarthquake): void {
  expect(Number.isFinite(item.occurredAt)).toBe(true)
  expect(Math.abs(item.latitude)).toBeLessThanOrEqual(90)
  expect(Math.abs(item.longitude)).toBeLessThanOrEqual(180)
  expect(item.magnitude >= -1 && item.magnitude <= 10).toBe(true)
  expect(item.depthKm === null || (item.depthKm >= 0 && item.depthKm <= 800)).toBe(true)
  for (const { low, high } of item.felt) expect(1 <= low && low <= high && high <= 12).toBe(true)
}

it('asks for three lists', () => {
  expect(bmkgGempa.poll?.requests({} as never)).toEqual(
    ['autogempa', 'gempaterkini', 'gempadirasakan'].map((list) => ({ url: `https://data.bmkg.go.id/DataMKG/TEWS/${list}.json` })),
  )
})

const CAPTURES = path.resolve(__dirname, '../../../../../shared/data/bmkg')
const withCaptures = existsSync(CAPTURES) ? describe : describe.skip
withCaptures('real answers (left out where the captures are absent)', () => {
  it.each([
    ['autogempa', 'auto', [1.8], ['unknown']],
    ['gempaterkini', 'latest', [5.2, 5.3], ['none', 'none']],
    ['gempadirasakan', 'felt', [4.7, 4.6], ['unknown', 'unknown']],
  ])('%s', (file, list, magnitudes, tsunami) => {
    const { items, rejects } = parseBmkgGempa(readFileSync(path.join(CAPTURES, `${file}.json`)))
    expect(rejects).toEqual([])
    expect(items.map((item) => item.magnitude)).toEqual(magnitudes)
    expect(items.map((item) => item.tsunami)).toEqual(tsunami)
    expect(new Set(items.map((item) => item.list))).toEqual(new Set([list]))
    expect(items.filter((item) => item.felt.length > 0)).toHaveLength(list === 'latest' ? 0 : items.length)
  })
})
