import fc from 'fast-check'
import { nextFetchMs } from './back-off'

const MINUTE = 60_000

it.each([
  ['an answer', 10, 0, 10 * MINUTE],
  ['one failure', 10, 1, MINUTE],
  ['four failures', 10, 4, 8 * MINUTE],
  ['many failures', 10, 12, 10 * MINUTE],
  ['many failures of what is asked often', 1, 12, 10 * MINUTE],
  ['many failures of what is asked seldom', 180, 12, 180 * MINUTE],
])('after %s', (_, every, failures, expected) => {
  expect(nextFetchMs(every, failures, 0.5)).toBe(expected)
})

it('spreads those that failed together, and comes no sooner than asked to', () => {
  expect(nextFetchMs(10, 3, 0)).toBeLessThan(nextFetchMs(10, 3, 1))
  const failures = fc.integer({ min: 0, max: 1_000 })
  fc.assert(
    fc.property(failures, fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 3_600_000 }), (n, random, asked) => {
      const wait = nextFetchMs(10, n, random, asked)
      expect(wait).toBeGreaterThanOrEqual(asked)
      expect(wait).toBeGreaterThan(0)
      expect(wait).toBeLessThanOrEqual(Math.max(asked, 12 * MINUTE))
    }),
  )
})
