import fc from 'fast-check'
import { judge, type Around, NOBODY } from './judge'
import { NO_MEMORY, type QualityMemory } from './memory'
import type { QualitySettings } from './settings'

const settings: QualitySettings = {
  hardMin: -1,
  hardMax: 12,
  risePerHour: 2.5,
  fallPerHour: 1.5,
  stuckHours: 3,
  zeroIsMissing: false,
  sentinels: [9.999],
  staleHours: 6,
  datumJump: { step: 0.8, flatWithin: 0.1 },
}
const start = Date.parse('2026-01-01T00:00:00+07:00')
const MINUTE = 60_000

function judgeAll(
  values: readonly number[],
  { own = settings, everyMinutes = 10, around = NOBODY }: { own?: QualitySettings; everyMinutes?: number; around?: Around } = {},
) {
  let memory: QualityMemory = NO_MEMORY
  return values.map((value, i) => {
    const at = start + i * everyMinutes * MINUTE
    const verdict = judge({ at, value }, at, memory, own, around)
    memory = verdict.memory
    return { rule: verdict.flag?.rule, begins: verdict.beginsHold, flag: verdict.flag }
  })
}
const rulesOf = (...args: Parameters<typeof judgeAll>) => judgeAll(...args).map(({ rule }) => rule)
const quiet = [1.2, 1.21, 1.2, 1.22]
const wiggle = (base: number, count: number): number[] => Array.from({ length: count }, (_, i) => base + (i % 3) * 0.01)

describe('a step that stands still', () => {
  it('is held for as long as nobody decides, however long that is', () => {
    const rules = rulesOf([...quiet, ...wiggle(3.2, 600)]) // more than four days
    expect(rules.slice(0, 4)).toEqual([undefined, undefined, undefined, undefined])
    expect(rules[4]).toBe('rate-of-rise')
    expect(new Set(rules.slice(5))).toEqual(new Set(['datum-jump']))
  })

  it('says how far it stands from what was believed, and what is too far', () => {
    const [held] = judgeAll([...quiet, 3.2, 3.21]).slice(-1)
    expect(held?.flag).toEqual({ rule: 'datum-jump', measured: expect.closeTo(1.99, 6), limit: 0.8 })
  })

  it('is told once, when it is seen to stand still', () => {
    const begins = judgeAll([...quiet, ...wiggle(3.2, 50)]).map((each) => each.begins)
    expect(begins.flatMap((each, i) => (each ? [i] : []))).toEqual([5])
  })

  it('is told again when it happens again', () => {
    const begins = judgeAll([...quiet, 3.2, 3.21, 1.2, 1.21, 1.2, 3.3, 3.31]).map((each) => each.begins)
    expect(begins.filter(Boolean)).toHaveLength(2)
  })

  it('ends by itself when it comes back', () => {
    expect(rulesOf([...quiet, 3.2, 3.21, 3.2, 1.21, 1.22]).slice(-2)).toEqual([undefined, undefined])
  })

  it('downwards is held as well', () => {
    expect(rulesOf([...quiet, -0.5, -0.5, -0.49]).slice(4)).toEqual(['rate-of-fall', 'datum-jump', 'datum-jump'])
  })

  it('out of quiet water is held before the rate speaks, where readings are half an hour apart', () => {
    const verdicts = judgeAll([...quiet, 2.3, 2.31, 2.3], { everyMinutes: 30 })
    expect(verdicts.map(({ rule }) => rule).slice(4)).toEqual(['datum-jump', 'datum-jump', 'datum-jump'])
    expect(verdicts.map(({ begins }) => begins).slice(4)).toEqual([false, true, false])
  })

  it('stays held through values that are none', () => {
    expect(rulesOf([...quiet, 3.2, 3.21, 9.999, 13, 3.2, 3.21]).slice(5)).toEqual([
      'datum-jump',
      'sentinel',
      'range',
      'datum-jump',
      'datum-jump',
    ])
  })

  it('is not held where the region package asks for no such rule', () => {
    const { datumJump: _, ...without } = settings
    expect(rulesOf([...quiet, ...wiggle(3.2, 20)], { own: without })).not.toContain('datum-jump')
  })

  it('is called a temporary shift while it may still be one, and a person is told when it no longer may', () => {
    const own = { ...settings, temporaryShift: { longestHours: 0.5 } }
    const verdicts = judgeAll([...quiet, ...wiggle(3.2, 8)], { own })
    expect(verdicts.map(({ rule }) => rule).slice(4)).toEqual([
      'rate-of-rise',
      'temporary-shift',
      'temporary-shift',
      'temporary-shift',
      'datum-jump',
      'datum-jump',
      'datum-jump',
      'datum-jump',
    ])
    expect(verdicts.flatMap(({ begins }, i) => (begins ? [i] : []))).toEqual([8])
  })
})

describe('a flood', () => {
  it('that goes on moving after its first leap is never held', () => {
    const rules = rulesOf([...quiet, 2.1, 2.5, 2.9, 3.2, 3.4, 3.5, 3.55, 3.56, 3.55, 3.54])
    expect(rules).not.toContain('datum-jump')
    expect(rules.at(-1)).toBeUndefined()
  })

  it('that rises within the rate of the river is believed from its first reading', () => {
    expect(new Set(rulesOf([...quiet, 1.6, 2, 2.4, 2.8, 3.2, 3.2, 3.21]))).toEqual(new Set([undefined]))
  })

  it.each([
    ['the real rise of Manggarai, 02:40', [7.06, 7.35, 7.96, 8.45]],
    ['the real rise of Depok, 10:40', [2.89, 3.13, 3.84, 4.1]],
    ['the real rise of Katulampa, 07:40', [0.45, 0.77, 1.26, 1.3]],
  ])('%s passes', (_, values) => {
    expect(new Set(rulesOf(values, { everyMinutes: 30 }))).toEqual(new Set([undefined]))
  })

  it('that shows upstream is believed although it stands still', () => {
    const neighbour = { station: 'hulu', relation: 'upstream' as const, travelMinutes: 60, toleranceHours: 0.5 }
    const rise = [0.3, 0.35, 0.6, 1, 1.4].map((value, i) => ({ at: start + (i * 10 - 40) * MINUTE, value }))
    const rules = rulesOf([...quiet, 3.2, 3.21, 3.2], { around: { neighbours: [{ neighbour, good: rise }], witnesses: [] } })
    expect(rules.slice(4)).toEqual(['rate-of-rise', undefined, undefined])
  })

  it('that a gate-keeper sees too is believed although it stands still', () => {
    const own = { ...settings, gateKeeper: { tolerance: 0.2, withinMinutes: 30 } }
    const around = { neighbours: [], witnesses: [{ at: start + 45 * MINUTE, value: 3.15 }] }
    expect(rulesOf([...quiet, 3.2, 3.21, 3.2], { own, around }).slice(4)).toEqual(['rate-of-rise', undefined, undefined])
  })
})

it('a step larger than the limit, flat before and after, is never believed by itself', () => {
  const flat = fc.integer({ min: -4, max: 4 }).map((centimetres) => centimetres / 100)
  fc.assert(
    fc.property(
      fc.double({ min: 1, max: 4, noNaN: true }),
      fc.array(flat, { minLength: 3, maxLength: 8 }),
      fc.array(flat, { minLength: 2, maxLength: 40 }),
      fc.constantFrom(10, 30),
      (step, before, after, everyMinutes) => {
        const rules = rulesOf([...before.map((each) => 1 + each), ...after.map((each) => 1 + step + each)], { everyMinutes })
        expect(rules.slice(before.length)).not.toContain(undefined)
      },
    ),
    { numRuns: 150 },
  )
})

it('whatever was held is believed again once the level is back', () => {
  fc.assert(
    fc.property(fc.double({ min: 1, max: 4, noNaN: true }), fc.integer({ min: 2, max: 60 }), (step, length) => {
      const rules = rulesOf([...quiet, ...wiggle(1.2 + step, length), 1.2, 1.21])
      expect(rules.slice(-2)).toEqual([undefined, undefined])
    }),
    { numRuns: 100 },
  )
})
