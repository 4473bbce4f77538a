import fc from 'fast-check'
import { MS_PER_HOUR, MS_PER_MINUTE } from '#libs/platform'
import { type RainInterval, rainRecord, rainSum } from './rain-record'

const START = Date.parse('2026-01-10T00:00:00Z')
const at = (minutes: number): number => START + minutes * MS_PER_MINUTE
const fell = (endsAtMinute: number, mm: number, minutes = 10, suspect = false): RainInterval => ({
  endsAt: at(endsAtMinute),
  minutes,
  mm,
  suspect,
})
const sum = (intervals: readonly RainInterval[], fromMinute: number, toMinute: number) =>
  rainSum(rainRecord(intervals), at(fromMinute), at(toMinute))

describe('rain over a window', () => {
  it('adds what fell inside', () => {
    expect(sum([fell(10, 2), fell(20, 3), fell(30, 0)], 0, 30)).toEqual({ mm: 5, coverage: 1, suspect: 0 })
  })

  it('takes the share of an interval that straddles its edge', () => {
    expect(sum([fell(60, 12, 60)], 30, 60).mm).toBeCloseTo(6)
    expect(sum([fell(60, 12, 60)], 45, 60).mm).toBeCloseTo(3)
  })

  it.each([
    ['nothing', [], 0],
    ['less than 70 %', [fell(10, 5), fell(20, 5)], 2 / 3],
  ])('is unknown, not dry, where %s is known', (_, intervals, coverage) => {
    expect(sum(intervals, 0, 30)).toEqual({ mm: null, coverage, suspect: 0 })
  })

  it('is known from 70 % on, and is what was measured, not scaled up', () => {
    expect(
      sum(
        [7, 14, 21, 28, 35, 42].map((end) => fell(end, 1, 7)),
        0,
        60,
      ),
    ).toMatchObject({ mm: expect.closeTo(6), coverage: 0.7 })
  })

  it('leaves suspect intervals out and counts them', () => {
    expect(sum([fell(10, 1), fell(20, 400, 10, true), fell(30, 1)], 0, 30)).toEqual({ mm: null, coverage: 2 / 3, suspect: 1 })
    expect(sum([fell(10, -8888)], 0, 10)).toEqual({ mm: null, coverage: 0, suspect: 1 })
  })

  it('counts no millimetre twice where an hourly total lies over ten-minute ones', () => {
    const tens = [10, 20, 30].map((end) => fell(end, 4))
    expect(sum([...tens, fell(60, 30, 60)], 0, 60)).toMatchObject({ mm: expect.closeTo(12 + 15), coverage: 1 })
  })

  it('refuses a window that is empty', () => {
    expect(() => sum([], 30, 30)).toThrow(RangeError)
  })
})

const interval = fc
  .record({
    end: fc.integer({ min: 1, max: 48 }),
    minutes: fc.constantFrom(5, 10, 15, 60),
    mm: fc.double({ min: 0, max: 60, noNaN: true }),
  })
  .map(({ end, minutes, mm }) => fell(end * 5, mm, minutes))
const intervals = fc.array(interval, { maxLength: 40 })
/** A gauge that never misses: ten-minute intervals end to end. */
const gapless = fc
  .array(fc.double({ min: 0, max: 60, noNaN: true }), { minLength: 12, maxLength: 24 })
  .map((rain) => rain.map((mm, n) => fell((n + 1) * 10, mm)))

describe('rain sums, whatever was measured', () => {
  it('add up: two windows end to end hold what both hold together', () => {
    fc.assert(
      fc.property(gapless, fc.integer({ min: 1, max: 119 }), (given, middle) => {
        const [first, second, whole] = [sum(given, 0, middle), sum(given, middle, 120), sum(given, 0, 120)]
        expect((first.mm ?? NaN) + (second.mm ?? NaN)).toBeCloseTo(whole.mm ?? NaN, 6)
      }),
      { numRuns: 100 },
    )
  })

  it('never shrink when the window grows', () => {
    fc.assert(
      fc.property(gapless, fc.integer({ min: 1, max: 119 }), (given, from) => {
        expect(sum(given, from - 1, 120).mm).toBeGreaterThanOrEqual((sum(given, from, 120).mm ?? NaN) - 1e-9)
      }),
      { numRuns: 100 },
    )
  })

  it('are unknown exactly where too little is covered, and never more than all of it', () => {
    fc.assert(
      fc.property(intervals, (given) => {
        const { mm, coverage } = sum(given, 0, 240)
        expect(coverage).toBeLessThanOrEqual(1)
        expect(mm === null).toBe(coverage < 0.7)
      }),
      { numRuns: 100 },
    )
  })

  it('do not depend on the order of the readings', () => {
    fc.assert(
      fc.property(intervals, (given) => {
        expect(sum(given.toReversed(), 0, 240).coverage).toBeCloseTo(sum(given, 0, 240).coverage, 9)
      }),
      { numRuns: 50 },
    )
  })

  it('lays a month of five-minute readings without delay', () => {
    const month = Array.from({ length: 30 * 288 }, (_, n) => fell((n + 1) * 5, 0.2, 5))
    const started = performance.now()
    const record = rainRecord(month)
    for (let day = 1; day <= 30; day += 1) rainSum(record, at((day - 1) * 1_440), at(day * 1_440))
    expect(performance.now() - started).toBeLessThan(1_000)
    expect(rainSum(record, START, START + 24 * MS_PER_HOUR).mm).toBeCloseTo(57.6)
  })
})
