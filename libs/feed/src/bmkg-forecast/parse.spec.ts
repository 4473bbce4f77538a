import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { GARBAGE, hostileBytes, itemsUnlessRefused } from '../../../../test/factories/hostile-bytes'
import { type ParsedForecast, PayloadUnusable } from '../parsed'
import { parseBmkgForecast } from './parse'

const VILLAGE = '32.04.05.2001'
const FIRST = Date.parse('2027-01-04T07:00:00Z')
const iso = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z')
const step = (hours: number, changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  datetime: iso(FIRST + hours * 3_600_000),
  t: 29,
  tcc: 58,
  tp: 0,
  weather: 1,
  weather_desc: 'Cerah',
  wd_deg: 88,
  wd: 'NE',
  ws: 9,
  hu: 42,
  vs: null,
  analysis_date: '2027-01-04T00:00:00',
  utc_datetime: iso(FIRST + hours * 3_600_000)
    .replace('T', ' ')
    .replace('Z', ''),
  local_datetime: '2027-01-04 14:00:00',
  ...changes,
})
const answer = (cuaca: unknown, changes: Record<string, unknown> = {}): Buffer =>
  Buffer.from(JSON.stringify({ lokasi: { adm4: VILLAGE }, data: [{ lokasi: { adm4: VILLAGE, timezone: '+0700' }, cuaca }], ...changes }))
const one = (changes: Record<string, unknown>): ParsedForecast => {
  const { items, rejects } = parseBmkgForecast(answer([[step(0, changes)]]))
  expect(rejects).toEqual([])
  return items[0] as ParsedForecast
}

describe('a forecast of BMKG', () => {
  it('is read step by step, in m/s and UTC', () => {
    expect(parseBmkgForecast(answer([[step(0)]]))).toEqual({
      items: [
        {
          kind: 'forecast',
          areaCode: VILLAGE,
          analysisAt: Date.parse('2027-01-04T00:00:00Z'),
          validFrom: FIRST,
          stepHours: 3,
          rain: 0,
          temperature: 29,
          humidity: 42,
          cloudCover: 58,
          windSpeed: 2.5,
          windDegrees: 88,
          visibility: null,
          weatherCode: 1,
          weather: 'Cerah',
        },
      ],
      rejects: [],
    })
  })

  it.each([1, 4, 7, 20, 40])('takes %d steps, in whatever groups they come', (count) => {
    const steps = Array.from({ length: count }, (_, i) => step(i * 3))
    for (const size of [1, 3, 8, count]) {
      const groups = Array.from({ length: Math.ceil(count / size) }, (_, i) => steps.slice(i * size, (i + 1) * size))
      const { items, rejects } = parseBmkgForecast(answer(groups))
      expect(rejects).toEqual([])
      expect(items.map((item) => item.validFrom)).toEqual(steps.map((_, i) => FIRST + i * 3 * 3_600_000))
      expect(new Set(items.map((item) => item.stepHours))).toEqual(new Set([3]))
    }
  })

  it.each([
    ['the distance to the next', [0, 3, 9, 15], [3, 6, 6, 6]],
    ['the usual distance where it is the last', [0, 1, 2, 3, 9], [1, 1, 1, 6, 1]],
    ['the usual distance where the next is earlier', [0, 3, 6, 1, 4], [3, 3, 3, 3, 3]],
    ['the usual distance over a gap of days', [0, 3, 6, 99], [3, 3, 3, 3]],
    ['three hours where there is no other', [5], [3]],
  ])('lasts %s', (_, hours, lasting) => {
    expect(parseBmkgForecast(answer([hours.map((hour) => step(hour))])).items.map((item) => item.stepHours)).toEqual(lasting)
  })

  it('is silent where nothing is said: null, absent and empty are never zero', () => {
    const nothing = {
      rain: null,
      temperature: null,
      humidity: null,
      cloudCover: null,
      windSpeed: null,
      windDegrees: null,
      weatherCode: null,
    }
    const fields = ['tp', 't', 'hu', 'tcc', 'ws', 'wd_deg', 'weather', 'vs', 'weather_desc']
    for (const value of [null, undefined, '']) {
      expect(one(Object.fromEntries(fields.map((name) => [name, value])))).toMatchObject({ ...nothing, visibility: null, weather: null })
    }
  })

  it('takes zero for zero', () => {
    expect(one({ tp: 0, t: 0, hu: 0, tcc: 0, ws: 0, wd_deg: 0, vs: 0, weather: 0 })).toMatchObject({
      rain: 0,
      temperature: 0,
      humidity: 0,
      cloudCover: 0,
      windSpeed: 0,
      windDegrees: 0,
      visibility: 0,
      weatherCode: 0,
    })
  })

  it('reads numbers written as text', () => expect(one({ tp: '1.3', wd_deg: '360' })).toMatchObject({ rain: 1.3, windDegrees: 360 }))

  it.each([
    ['tp', 'rain', -0.1],
    ['tp', 'rain', 500.1],
    ['tp', 'rain', 8888],
    ['tp', 'rain', 9999],
    ['tp', 'rain', -9999],
    ['tp', 'rain', '1e2'],
    ['tp', 'rain', true],
    ['tp', 'rain', [1]],
    ['t', 'temperature', -21],
    ['t', 'temperature', 61],
    ['hu', 'humidity', 101],
    ['tcc', 'cloudCover', -1],
    ['ws', 'windSpeed', 401],
    ['wd_deg', 'windDegrees', 361],
    ['vs', 'visibility', 9999],
    ['vs', 'visibility', 1e300],
    ['weather', 'weatherCode', 1.5],
  ])('keeps the step without %s and says so (%s: %j)', (field, name, value) => {
    const { items, rejects } = parseBmkgForecast(answer([[step(0)], [step(3), step(6, { [field]: value })]]))
    expect(items).toHaveLength(3)
    expect(items[2]).toMatchObject({ [name]: null })
    expect(rejects).toEqual([{ item: 'data.0.cuaca.1.1', field, reason: expect.any(String) }])
  })

  it.each([
    ['datetime', { datetime: '2027-02-30T00:00:00Z' }],
    ['datetime', { datetime: '2027-01-04T07:00:00' }],
    ['datetime', { datetime: undefined, utc_datetime: undefined }],
    ['datetime', { datetime: iso(FIRST) }],
    ['analysis_date', { analysis_date: null }],
    ['analysis_date', { analysis_date: 'today' }],
  ])('rejects a step by its path and %s, and keeps the others (%j)', (field, changes) => {
    const { items, rejects } = parseBmkgForecast(answer([[step(0)], [step(3, changes), step(6)]]))
    expect(items.map((item) => item.validFrom)).toEqual([FIRST, FIRST + 6 * 3_600_000])
    expect(rejects).toEqual([{ item: 'data.0.cuaca.1.0', field, reason: expect.any(String) }])
  })

  it('reads utc_datetime where there is no datetime, and never the local clock', () => {
    expect(one({ datetime: undefined }).validFrom).toBe(FIRST)
  })

  it.each([null, 5, 'Cerah', []])('rejects a step that is %j', (bad) => {
    const { items, rejects } = parseBmkgForecast(answer([[step(0), bad]]))
    expect(items).toHaveLength(1)
    expect(rejects.map(({ item }) => item)).toEqual(['data.0.cuaca.0.1'])
  })

  it('rejects a group that is no list, and keeps the others', () => {
    const { items, rejects } = parseBmkgForecast(answer([[step(0)], { 0: step(3) }, [step(6)]]))
    expect(items).toHaveLength(2)
    expect(rejects.map(({ item }) => item)).toEqual(['data.0.cuaca.1'])
  })
})

const codeOf = (outer: unknown, inner: unknown): unknown =>
  parseBmkgForecast(answer([[step(0)]], { lokasi: outer, data: [{ lokasi: inner, cuaca: [[step(0)]] }] })).items[0]?.areaCode

describe('the village', () => {
  it.each([
    [{ adm4: VILLAGE }, { adm4: VILLAGE }, VILLAGE],
    [{ adm4: VILLAGE }, undefined, VILLAGE],
    [{ adm3: '32.04.05' }, { adm4: VILLAGE }, VILLAGE],
    [{ adm4: VILLAGE }, { adm4: '32.04.05.2002' }, undefined],
    [{ adm4: '3204052001' }, undefined, undefined],
    [{ adm4: '32.04.05' }, undefined, undefined],
    [{}, {}, undefined],
  ])('of %j and %j is %s', (outer, inner, code) => expect(codeOf(outer, inner)).toBe(code))

  it('is rejected by its path', () => {
    const { rejects } = parseBmkgForecast(answer([[step(0)]], { lokasi: { adm4: '32.04' }, data: [{ cuaca: [[step(0)]] }, 5] }))
    expect(rejects.map(({ item, field }) => [item, field])).toEqual([
      ['data.0', 'lokasi.adm4'],
      ['data.1', 'lokasi.adm4'],
    ])
  })
})

describe('as a whole', () => {
  it.each<readonly [string, Buffer]>([
    ...GARBAGE,
    ['without a place', answer([[step(0)]], { lokasi: undefined })],
    ['with a place that is a list', answer([[step(0)]], { lokasi: [] })],
    ['without data', answer([], { data: undefined })],
    ['too large', Buffer.concat([answer([]), Buffer.alloc(1024 * 1024, ' ')])],
  ])('an answer is refused: %s', (_, raw) => {
    expect(() => parseBmkgForecast(raw)).toThrow(PayloadUnusable)
  })

  it("is refused in BMKG's words", () => {
    const raw = Buffer.from('{"message":"Data not found","error":"Not Found","statusCode":404}')
    expect(() => parseBmkgForecast(raw)).toThrow('bmkg-forecast: BMKG says: Data not found')
  })

  it('throws nothing else and stays within its ranges, whatever is done to it', () => {
    fc.assert(
      fc.property(hostileBytes(answer([[step(0), step(3, { tp: 1.3 })], [step(6)]])), (raw) => {
        const items = itemsUnlessRefused(parseBmkgForecast, raw)
        for (const item of items) expectInRange(item)
        expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
      }),
      { numRuns: 200 },
    )
  })

  it('loses no step, whatever stands in it', () => {
    const names = Object.keys(step(0))
    const strange = fc.oneof(
      fc
        .tuple(fc.nat(100), fc.constantFrom(...names), fc.jsonValue({ maxDepth: 1 }))
        .map(([hours, name, value]) => step(hours, { [name]: value })),
      fc.jsonValue({ maxDepth: 1 }),
    )
    fc.assert(
      fc.property(fc.array(fc.array(strange, { maxLength: 4 }), { maxLength: 4 }), (groups) => {
        const { items, rejects } = parseBmkgForecast(answer(groups))
        const lost = rejects.filter(({ field }) => field === undefined || field === 'datetime' || field === 'analysis_date')
        expect(items.length + lost.length).toBe(groups.flat().length)
        for (const item of items) expectInRange(item)
      }),
      { numRuns: 200 },
    )
  })
})

const within = (value: number | null, least: number, most: number): boolean => value === null || (value >= least && value <= most)

function expectInRange(item: ParsedForecast): void {
  expect(item.areaCode).toMatch(/^\d{2}\.\d{2}\.\d{2}\.\d{4}$/)
  expect(Number.isFinite(item.validFrom) && Number.isFinite(item.analysisAt)).toBe(true)
  expect(Number.isInteger(item.stepHours) && within(item.stepHours, 1, 24)).toBe(true)
  expect(within(item.rain, 0, 500) && within(item.temperature, -20, 60)).toBe(true)
  expect(within(item.humidity, 0, 100) && within(item.cloudCover, 0, 100)).toBe(true)
  expect(within(item.windSpeed, 0, 400 / 3.6) && within(item.windDegrees, 0, 360) && within(item.visibility, 0, 100_000)).toBe(true)
  expect(item.weatherCode === null || Number.isInteger(item.weatherCode)).toBe(true)
}

const CAPTURES = path.resolve(__dirname, '../../../../../shared/data/bmkg')
const withCaptures = existsSync(CAPTURES) ? describe : describe.skip
withCaptures('real answers (left out where the captures are absent)', () => {
  it('gives twenty steps of three hours, two of them with rain', () => {
    const { items, rejects } = parseBmkgForecast(readFileSync(path.join(CAPTURES, 'prakiraan-32.04.05.2001.json')))
    expect(rejects).toEqual([])
    expect(items).toHaveLength(20)
    expect(items.filter((item) => item.rain === 1.3 && item.weatherCode === 61)).toHaveLength(2)
    expect(items.filter((item) => item.rain === 0)).toHaveLength(18)
    expect(new Set(items.map((item) => item.stepHours))).toEqual(new Set([3]))
    expect(new Set(items.map((item) => item.visibility))).toEqual(new Set([null]))
    expect(new Date(items[0]?.validFrom as number)).toEqual(new Date('2026-09-24T07:00:00Z'))
  })

  it('proves that an analysis without a zone is UTC: time_index counts the hours from it', () => {
    const raw = readFileSync(path.join(CAPTURES, 'prakiraan-32.04.05.2001.json'))
    const { data } = JSON.parse(raw.toString()) as { data: { cuaca: { time_index: string }[][] }[] }
    const counted = data[0]?.cuaca.flat().map((each) => Number(each.time_index.split('-')[1]))
    expect(parseBmkgForecast(raw).items.map((item) => (item.validFrom - item.analysisAt) / 3_600_000)).toEqual(counted)
  })

  it('says what BMKG said of an unknown village', () => {
    expect(() => parseBmkgForecast(readFileSync(path.join(CAPTURES, 'prakiraan-404.json')))).toThrow('Data not found')
  })
})
