import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { RegionSource } from '#libs/area'
import {
  contextKey,
  NO_MEMORY,
  NOBODY,
  type Parameter,
  type QualityContext,
  type QualitySettings,
  readStations,
  rulesFor,
  type StoredReading,
} from '#libs/station'
import { JAKARTA } from '../../../test/factories/region-folder'
import { parseDsdaCsv } from './dsda-csv/parse'
import { judgeBatch } from './judge-batch'
import type { ParsedReading } from './parsed'
import type { ResolvedReading } from './source'

const settings: QualitySettings = {
  hardMin: -5,
  hardMax: 15,
  risePerHour: 2.5,
  fallPerHour: 1.5,
  stuckHours: 3,
  zeroIsMissing: false,
  sentinels: [],
  staleHours: 6,
}
const start = Date.parse('2020-01-01T00:00:00+07:00')
const MINUTE = 60_000
const fresh = (own = settings, parameter: Parameter = 'water_level'): QualityContext => ({
  rules: rulesFor(parameter, own, {}),
  memory: NO_MEMORY,
  storedAt: new Set(),
  around: NOBODY,
})
const key = (stationId: string): string => contextKey(stationId, 'water_level')
const only = (context = fresh()): Map<string, QualityContext> => new Map([[key('a'), context]])

function resolved(minutes: number, value: number, stationId = 'a', parameter: Parameter = 'water_level'): ResolvedReading {
  const reading: ParsedReading = { name: stationId.toUpperCase(), kind: 'reading', parameter, observedAt: start + minutes * MINUTE, value }
  return { stationId, parameter, reading, value }
}

describe('a batch', () => {
  it('counts a post and time once, whether it repeats in the payload or is stored already', () => {
    const contexts = only({ ...fresh(), storedAt: new Set([start]) })
    const batch = judgeBatch('s', [resolved(0, 1), resolved(10, 1.1), resolved(10, 1.1)], contexts, start + 20 * MINUTE)
    expect(batch.duplicates).toBe(2)
    expect(batch.readings.map((each) => each.reading.observedAt)).toEqual([start + 10 * MINUTE])
  })

  it('takes two parameters of a post at one time, each judged by its own rules', () => {
    const contexts = only().set(contextKey('a', 'rain'), fresh(settings, 'rain'))
    const batch = judgeBatch('s', [resolved(0, 1), resolved(0, 8888, 'a', 'rain'), resolved(0, 8888)], contexts, start)
    expect(batch.readings.map(({ parameter, flag }) => [parameter, flag?.rule])).toEqual([
      ['water_level', undefined],
      ['rain', 'sentinel'],
    ])
    expect(batch.duplicates).toBe(1)
  })

  it('rejects a post that does not exist by its name', () => {
    const { rejects, readings } = judgeBatch('s', [resolved(0, 1, 'entah'), resolved(0, 1)], only(), start)
    expect(rejects).toEqual([expect.objectContaining({ item: 'ENTAH', field: 'name', reason: expect.stringContaining('"entah"') })])
    expect(readings).toHaveLength(1)
  })

  it('rejects a time more than ten minutes ahead of its arrival', () => {
    const { rejects, readings } = judgeBatch('s', [resolved(10, 1), resolved(11, 1)], only(), start)
    expect(readings.map((each) => each.reading.observedAt)).toEqual([start + 10 * MINUTE])
    expect(rejects).toEqual([expect.objectContaining({ item: 'A', field: 'time' })])
  })

  it('is judged in the order of observation, not of the file', () => {
    const { readings } = judgeBatch('s', [resolved(60, 1.2), resolved(30, 5), resolved(0, 1)], only(), start + 60 * MINUTE)
    expect(readings.map((each) => each.flag?.rule)).toEqual([undefined, 'rate-of-rise', undefined])
  })

  it('names what began to be held, once, with its source', () => {
    const own = { ...settings, datumJump: { step: 0.8, flatWithin: 0.1 } }
    const values = [1, 1, 1.01, 4, 4.01, 4, 4.02]
    const batch = judgeBatch(
      'dsda-xml',
      values.map((value, i) => resolved(i * 10, value)),
      only(fresh(own)),
      start + 60 * MINUTE,
    )
    expect(batch.held).toEqual([
      {
        stationId: 'a',
        parameter: 'water_level',
        source: 'dsda-xml',
        rule: 'datum-jump',
        observedAt: new Date(start + 40 * MINUTE),
        value: 4.01,
      },
    ])
  })

  it('shows a post the good readings of its neighbour in the same batch', () => {
    const neighbour = { station: 'hulu', relation: 'upstream' as const, travelMinutes: 30, toleranceHours: 0.5 }
    const seen: { at: number; value: number }[] = []
    const own = { ...settings, datumJump: { step: 0.8, flatWithin: 0.1 } }
    const contexts = only({ ...fresh(own), around: { neighbours: [{ neighbour, good: seen }], witnesses: [] } })
    contexts.set(key('hulu'), { ...fresh(), seenByNeighbours: seen })
    const here = [1, 1, 1.01, 4, 4.01, 4].map((value, i) => resolved(i * 10, value))
    const there = [0.5, 0.8, 1].map((value, i) => resolved(i * 10, value, 'hulu'))
    const batch = judgeBatch('s', [...here, ...there], contexts, start + 60 * MINUTE)
    expect(batch.readings.filter(({ stationId }) => stationId === 'a').map(({ flag }) => flag?.rule)).toEqual([
      undefined,
      undefined,
      undefined,
      'rate-of-rise',
      undefined,
      undefined,
    ])
  })

  it('loses nothing: items = readings + duplicates + rejects', () => {
    const item = fc.record({
      minutes: fc.integer({ min: 0, max: 30 }),
      value: fc.integer({ min: -3, max: 9 }),
      stationId: fc.constantFrom('a', 'b'),
    })
    fc.assert(
      fc.property(fc.array(item), (items) => {
        const readings = items.map(({ minutes, value, stationId }) => resolved(minutes, value, stationId))
        const batch = judgeBatch('s', readings, only(), start)
        expect(batch.readings.length + batch.duplicates + batch.rejects.length).toBe(items.length)
      }),
    )
  })

  it('is judged alike in one piece and poll by poll with the memory rebuilt from what was stored', () => {
    const own: QualitySettings = {
      ...settings,
      softMax: 3.5,
      datumJump: { step: 0.8, flatWithin: 0.1 },
      temporaryShift: { longestHours: 1 },
      oscillation: { swing: 0.3, reversals: 3, withinHours: 3 },
    }
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(1, 1, 1, 1.2, 4, 4.02, 2.5, 20), { maxLength: 40 }),
        fc.constantFrom(10, 30),
        (values, everyMinutes) => {
          const items = values.map((value, i) => resolved(i * everyMinutes, value))
          const receivedAt = start + 6 * 3_600_000 // young enough not to be stale at the beginning, early enough not to be future
          const inReach = items.filter((each) => each.reading.observedAt <= receivedAt)
          const whole = judgeBatch('s', inReach, only(fresh(own)), receivedAt).readings.map((each) => each.flag?.rule)
          const { remember } = rulesFor('water_level', own, {})
          const stored: StoredReading[] = []
          for (const item of inReach) {
            const memory = stored.reduce(remember, NO_MEMORY)
            const [judged] = judgeBatch('s', [item], only({ ...fresh(own), memory }), receivedAt).readings
            stored.push({ at: item.reading.observedAt, value: item.value, rule: judged?.flag?.rule ?? null })
          }
          expect(stored.map((each) => each.rule ?? undefined)).toEqual(whole)
        },
      ),
      { numRuns: 150 },
    )
  })
})

const RECORDING = gunzipSync(readFileSync(path.join(JAKARTA, 'replays/jakarta-2020/tma_2020.csv.gz')))

/** Flags of the recording, each reading taken as it came, by name and local time. */
function flagsOf(contextOf: (name: string) => QualityContext): { flags: Map<string, string>; seen: Set<string> } {
  const { items } = parseDsdaCsv(RECORDING)
  const contexts = new Map([...new Set(items.map((item) => item.name))].map((name) => [key(name), contextOf(name)]))
  const flags = new Map<string, string>()
  const seen = new Set<string>()
  const nameOf = (name: string, at: number): string =>
    `${name} ${new Date(at + 7 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')}`
  let latest = 0
  for (const reading of items) {
    latest = Math.max(latest, reading.observedAt)
    seen.add(nameOf(reading.name, reading.observedAt))
    const item: ResolvedReading = { stationId: reading.name, parameter: 'water_level', reading, value: reading.value }
    for (const { reading: taken, flag } of judgeBatch('dsda-csv', [item], contexts, latest).readings) {
      if (flag) flags.set(nameOf(taken.name, taken.observedAt), flag.rule)
    }
  }
  return { flags, seen }
}

describe('the night of 1 January 2020, each reading taken as it came', () => {
  const { flags, seen } = flagsOf(() => fresh())

  it.each([
    ['PA. Manggarai 2020-01-01 02:40', undefined],
    ['PS. Depok 2020-01-01 10:40', undefined],
    ['PS. Katulampa (Hulu) 2020-01-01 07:40', undefined],
    ['PS. Depok 2020-01-01 01:10', 'rate-of-fall'],
    ['PS. Depok 2020-01-01 01:40', undefined],
    ['PS. Pesanggrahan 2020-01-01 01:10', 'rate-of-fall'],
    ['PS. Sunter Hulu 2020-01-01 15:00', undefined],
    ['PS. Sunter Hulu 2020-01-01 15:40', 'stuck'],
    ['PS. Sunter Hulu 2020-01-02 06:00', undefined],
    ['PS. Sunter Hulu 2020-01-02 07:10', 'stuck'],
    ['PS. Sunter Hulu 2020-01-02 23:40', 'stuck'],
  ])('%s: %s', (reading, rule) => {
    expect(seen.has(reading)).toBe(true)
    expect(flags.get(reading)).toBe(rule)
  })

  it('leaves no reading of Manggarai above 7.50 m in doubt: the flood was real', () => {
    const doubted = [...flags].filter(([reading, rule]) => reading.startsWith('PA. Manggarai 2020-01-01') && rule !== 'stuck')
    expect(doubted).toEqual([])
  })
})

describe('two weeks of January 2020 by the settings of the Jakarta region', () => {
  const region = new RegionSource(JAKARTA)
  const { stations } = region.once(readStations)
  const aliases = readFileSync(path.join(JAKARTA, 'aliases.csv'), 'utf8')
    .split('\n')
    .map((line) => line.split(','))
    .filter(([source]) => source === 'dsda-csv')
  const idOf = new Map(aliases.map(([, name, id]) => [name?.trim(), id?.trim()]))
  const { flags } = flagsOf((name) => fresh(stations.get(idOf.get(name) as string)?.quality))
  const known = new Set(['stale', 'stuck', 'placeholder-zero', 'rate-of-fall', 'rate-of-rise'])

  it('the rules for steps, swings and usual levels doubt one reading: Depok, 2.10 m between 1.15 m and 1.10 m', () => {
    expect([...flags].filter(([, rule]) => !known.has(rule))).toEqual([['PS. Depok 2020-01-08 06:00', 'datum-jump']])
  })

  it('the two false readings of 01:10 are suspect, the three real rises are not', () => {
    expect(['PS. Depok 2020-01-01 01:10', 'PS. Pesanggrahan 2020-01-01 01:10'].map((each) => flags.get(each))).toEqual([
      'rate-of-fall',
      'rate-of-fall',
    ])
    const real = ['PA. Manggarai 2020-01-01 02:40', 'PS. Depok 2020-01-01 10:40', 'PS. Katulampa (Hulu) 2020-01-01 07:40']
    expect(real.map((each) => flags.get(each))).toEqual([undefined, undefined, undefined])
  })
})
