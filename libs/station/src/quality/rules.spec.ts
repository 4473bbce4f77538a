import fc from 'fast-check'
import { placeholderZero, range, rateOfChange, sentinel, stale, stuck } from './rules'
import type { QualitySettings } from './settings'

const settings: QualitySettings = {
  hardMin: -1,
  hardMax: 12,
  risePerHour: 2.5,
  fallPerHour: 1.5,
  stuckHours: 3,
  zeroIsMissing: true,
  sentinels: [-9.999],
  staleHours: 6,
}
const HOUR = 3_600_000
/** Hours pass through milliseconds: nothing is asked of changes within this of a limit. */
const ROUNDING = 1e-6
const level = (value: number, hours = 0) => ({ at: hours * HOUR, value })
const anyLevel = fc.double({ min: -50, max: 50, noNaN: true, noDefaultInfinity: true })

describe('each rule says what it measured and what was allowed', () => {
  it.each([
    ['below the range', range(level(-1.01), settings), { rule: 'range', measured: -1.01, limit: -1 }],
    ['above the range', range(level(12.01), settings), { rule: 'range', measured: 12.01, limit: 12 }],
    ['at the lower edge', range(level(-1), settings), undefined],
    ['a sentinel', sentinel(level(-9.999), settings), { rule: 'sentinel', measured: -9.999, limit: -9.999 }],
    ['nearly a sentinel', sentinel(level(-9.998), settings), undefined],
    ['zero', placeholderZero(level(0), settings), { rule: 'placeholder-zero', measured: 0, limit: 0 }],
    ['nearly zero', placeholderZero(level(0.001), settings), undefined],
    ['a rise', rateOfChange(level(1), level(3, 0.5), settings), { rule: 'rate-of-rise', measured: 4, limit: 2.5 }],
    ['a rise equal to the limit', rateOfChange(level(1), level(3.5, 1), settings), undefined],
    ['a fall', rateOfChange(level(3), level(2, 0.5), settings), { rule: 'rate-of-fall', measured: 2, limit: 1.5 }],
    ['a fall equal to the limit', rateOfChange(level(3), level(1.5, 1), settings), undefined],
    ['an old reading', stale(level(1), 7 * HOUR, settings), { rule: 'stale', measured: 7, limit: 6 }],
    ['one of six hours', stale(level(1), 6 * HOUR, settings), undefined],
    ['five equal readings in three hours', stuck(0, 5, level(1, 3), settings), { rule: 'stuck', measured: 3, limit: 3 }],
    ['four equal readings in three hours', stuck(0, 4, level(1, 3), settings), undefined],
    ['five equal readings in less', stuck(0, 5, level(1, 2.99), settings), undefined],
  ])('%s', (_, flag, expected) => {
    expect(flag).toEqual(expected)
  })
})

it('will not compare readings that are out of order', () => {
  expect(() => rateOfChange(level(1, 1), level(1, 1), settings)).toThrow(RangeError)
})

it('flags a change exactly when it goes beyond its limit', () => {
  fc.assert(
    fc.property(anyLevel, anyLevel, fc.double({ min: 0.01, max: 5, noNaN: true }), (before, now, hours) => {
      const perHour = (now - before) / hours
      fc.pre(Math.abs(perHour - settings.risePerHour) > ROUNDING && Math.abs(perHour + settings.fallPerHour) > ROUNDING)
      const expected = perHour > settings.risePerHour ? 'rate-of-rise' : -perHour > settings.fallPerHour ? 'rate-of-fall' : undefined
      expect(rateOfChange(level(before), level(now, hours), settings)?.rule).toBe(expected)
    }),
  )
})

it('believes after a longer wait whatever it believes after a shorter one', () => {
  const wait = fc.double({ min: 0.01, max: 5, noNaN: true })
  fc.assert(
    fc.property(anyLevel, anyLevel, wait, wait, (before, now, hours, more) => {
      const sooner = rateOfChange(level(before), level(now, hours), settings)
      const later = rateOfChange(level(before), level(now, hours + more), settings)
      expect(sooner === undefined && later !== undefined).toBe(false)
    }),
  )
})
