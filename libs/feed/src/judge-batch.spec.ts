import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { NO_MEMORY, type QualitySettings } from '#libs/station'
import { JAKARTA } from '../../../test/factories/region-folder'
import { parseDsdaCsv } from './dsda-csv/parse'
import { judgeBatch, memoryOf, type StationContext } from './judge-batch'
import type { ParsedReading } from './parsed'

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
const fresh = (): StationContext => ({ settings, memory: NO_MEMORY, storedAt: new Set() })
const reading = (minutes: number, value: number, name = 'A'): ParsedReading => ({
  name,
  parameter: 'water_level',
  observedAt: start + minutes * MINUTE,
  value,
})
const aliases = new Map([['A', 'a']])

describe('a batch', () => {
  it('counts a post and time once, whether it repeats in the payload or is stored already', () => {
    const contexts = new Map([['a', { ...fresh(), storedAt: new Set([start]) }]])
    const batch = judgeBatch([reading(0, 1), reading(10, 1.1), reading(10, 1.1)], aliases, contexts, start + 20 * MINUTE)
    expect(batch.duplicates).toBe(2)
    expect(batch.readings.map((each) => each.reading.observedAt)).toEqual([start + 10 * MINUTE])
  })

  it('rejects an unknown post by its name', () => {
    const { rejects, readings } = judgeBatch([reading(0, 1, 'PS. Entah'), reading(0, 1)], aliases, new Map([['a', fresh()]]), start)
    expect(rejects).toEqual([expect.objectContaining({ item: 'PS. Entah', field: 'name', reason: expect.stringContaining('"PS. Entah"') })])
    expect(readings).toHaveLength(1)
  })

  it('rejects a time more than ten minutes ahead of its arrival', () => {
    const { rejects, readings } = judgeBatch([reading(10, 1), reading(11, 1)], aliases, new Map([['a', fresh()]]), start)
    expect(readings.map((each) => each.reading.observedAt)).toEqual([start + 10 * MINUTE])
    expect(rejects).toEqual([expect.objectContaining({ item: 'A', field: 'time' })])
  })

  it('is judged in the order of observation, not of the file', () => {
    const { readings } = judgeBatch(
      [reading(60, 1.2), reading(30, 5), reading(0, 1)],
      aliases,
      new Map([['a', fresh()]]),
      start + 60 * MINUTE,
    )
    expect(readings.map((each) => each.flag?.rule)).toEqual([undefined, 'rate-of-rise', undefined])
  })

  it('loses nothing: items = readings + duplicates + rejects', () => {
    const item = fc.record({
      minutes: fc.integer({ min: 0, max: 30 }),
      value: fc.integer({ min: -3, max: 9 }),
      name: fc.constantFrom('A', 'B'),
    })
    fc.assert(
      fc.property(fc.array(item), (items) => {
        const readings = items.map(({ minutes, value, name }) => reading(minutes, value, name))
        const batch = judgeBatch(readings, aliases, new Map([['a', fresh()]]), start)
        expect(batch.readings.length + batch.duplicates + batch.rejects.length).toBe(items.length)
      }),
    )
  })

  it('is judged alike in one piece and poll by poll with the memory rebuilt from what was stored', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(1, 1, 1, 1.2, 4, 20), { maxLength: 40 }), (values) => {
        const items = values.map((value, i) => reading(i * 30, value))
        const receivedAt = start + 6 * 3_600_000 // young enough not to be stale at the beginning, early enough not to be future
        const inReach = items.filter((each) => each.observedAt <= receivedAt)
        const whole = judgeBatch(inReach, aliases, new Map([['a', fresh()]]), receivedAt).readings.map((each) => each.flag?.rule)
        const stored: { at: number; value: number; rule: string | null }[] = []
        for (const item of inReach) {
          const context = { settings, memory: memoryOf(stored), storedAt: new Set<number>() }
          const [judged] = judgeBatch([item], aliases, new Map([['a', context]]), receivedAt).readings
          stored.push({ at: item.observedAt, value: item.value, rule: judged?.flag?.rule ?? null })
        }
        expect(stored.map((each) => each.rule ?? undefined)).toEqual(whole)
      }),
    )
  })
})

describe('the night of 1 January 2020, each reading taken as it came', () => {
  const flags = new Map<string, string>()
  const seen = new Set<string>()
  const key = (name: string, at: number): string => `${name} ${new Date(at + 7 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')}`

  beforeAll(() => {
    const { items } = parseDsdaCsv(gunzipSync(readFileSync(path.join(JAKARTA, 'replays/jakarta-2020/tma_2020.csv.gz'))))
    const names = [...new Set(items.map((item) => item.name))]
    const stations = new Map(names.map((name) => [name, name]))
    const contexts = new Map(names.map((name) => [name, fresh()]))
    let latest = 0
    for (const item of items) {
      latest = Math.max(latest, item.observedAt)
      seen.add(key(item.name, item.observedAt))
      for (const { reading: taken, flag } of judgeBatch([item], stations, contexts, latest).readings) {
        if (flag) flags.set(key(taken.name, taken.observedAt), flag.rule)
      }
    }
  })

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
