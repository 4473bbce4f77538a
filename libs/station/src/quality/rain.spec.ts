import fc from 'fast-check'
import { judgeRain, type RainAmount } from './judge-rain'
import { NO_MEMORY, type QualityMemory } from './memory'
import { mostRain } from './rain'
import { ANY_RAIN, type RainSettings } from './settings'

const settings: RainSettings = {
  hardMaxPerHour: 150,
  sentinels: [8888, 9999, -9999],
  stuckHours: 3,
  tip: 0.2,
  accumulation: { hours: 2, amount: 20 },
  staleHours: 48,
}
const MINUTE = 60_000
const HOUR = 60 * MINUTE

function judgeAll(amounts: readonly RainAmount[], own = settings) {
  let memory: QualityMemory = NO_MEMORY
  return amounts.map((rain) => {
    const verdict = judgeRain(rain, rain.at, memory, own)
    memory = verdict.memory
    return verdict.flag
  })
}
const every = (minutes: number, values: readonly number[]): RainAmount[] =>
  values.map((value, i) => ({ at: i * minutes * MINUTE, value, intervalMinutes: minutes }))
const rule = (rain: Omit<RainAmount, 'at'>, own = settings) => judgeAll([{ at: 0, ...rain }], own)[0]?.rule

describe('an amount of rain', () => {
  it.each([
    ['none', { value: 0, intervalMinutes: 10 }, undefined],
    ['a cloudburst', { value: 40, intervalMinutes: 10 }, undefined],
    ['more than ten minutes can hold', { value: 65, intervalMinutes: 10 }, 'range'],
    ['the same amount in an hour', { value: 65, intervalMinutes: 60 }, undefined],
    ['the most in an hour', { value: 150, intervalMinutes: 60 }, undefined],
    ['more than that', { value: 150.1, intervalMinutes: 60 }, 'range'],
    ['the day of 1 January 2020 at Halim', { value: 377, intervalMinutes: 1_440 }, undefined],
    ['an amount that says no interval, taken as a day', { value: 377 }, undefined],
    ['less than nothing', { value: -0.1, intervalMinutes: 10 }, 'range'],
    ['8888, which is no rain', { value: 8888, intervalMinutes: 1_440 }, 'sentinel'],
    ['9999, which is no rain', { value: 9999, intervalMinutes: 10 }, 'sentinel'],
    ['-9999, which is no rain', { value: -9999, intervalMinutes: 10 }, 'sentinel'],
  ])('%s', (_, rain, expected) => {
    expect(rule(rain)).toBe(expected)
  })

  it('is judged by what no gauge on earth measures where the region package says nothing', () => {
    expect(rule({ value: 8888, intervalMinutes: 1_440 }, ANY_RAIN)).toBe('sentinel')
    expect(rule({ value: 306, intervalMinutes: 60 }, ANY_RAIN)).toBe('range')
    expect(rule({ value: 200, intervalMinutes: 60 }, ANY_RAIN)).toBeUndefined()
  })
})

describe('a gauge', () => {
  it('that says one amount over and over is stuck; dry weather and drizzle are not', () => {
    const rules = (value: number) =>
      judgeAll(
        every(
          30,
          Array.from({ length: 8 }, () => value),
        ),
      ).map((flag) => flag?.rule)
    expect(rules(3.4)).toEqual([...Array.from({ length: 6 }, () => undefined), 'stuck', 'stuck'])
    expect(new Set(rules(0))).toEqual(new Set([undefined]))
    expect(new Set(rules(0.2))).toEqual(new Set([undefined]))
  })

  it('that was silent and comes back with a lot counted on while nobody heard it', () => {
    const back = (hours: number, value: number) =>
      judgeAll([
        { at: 0, value: 1, intervalMinutes: 10 },
        { at: hours * HOUR, value, intervalMinutes: 10 },
      ])[1]
    expect(back(5, 32)).toEqual({ rule: 'accumulated', measured: 32, limit: 20 })
    expect(back(5, 20)).toBeUndefined()
    expect(back(2, 32)).toBeUndefined()
  })

  it('that comes late changes no memory', () => {
    const { memory } = judgeRain({ at: HOUR, value: 1 }, HOUR, NO_MEMORY, settings)
    expect(judgeRain({ at: 0, value: 2 }, HOUR, memory, settings).memory).toBe(memory)
  })
})

it('the longer the interval the more can fall, but never in proportion', () => {
  const minutes = fc.integer({ min: 1, max: 1_440 })
  fc.assert(
    fc.property(minutes, minutes, (a, b) => {
      fc.pre(a < b)
      expect(mostRain(150, b)).toBeGreaterThan(mostRain(150, a))
      expect(mostRain(150, b) / b).toBeLessThan(mostRain(150, a) / a)
    }),
    { numRuns: 100 },
  )
})
