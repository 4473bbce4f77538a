import fc from 'fast-check'
import { antecedentIndex } from './antecedent'

const memory = { keep: 0.85, gapDays: 2 }

describe('the antecedent index', () => {
  it('keeps a share of what was there and adds the day', () => {
    expect(antecedentIndex([100], memory).mm).toBe(100)
    expect(antecedentIndex([100, 0, 0], memory).mm).toBeCloseTo(72.25)
    expect(antecedentIndex([10, 20, 30], memory).mm).toBeCloseTo(10 * 0.7225 + 20 * 0.85 + 30)
  })

  it('survives a gap of the days allowed, not of one more', () => {
    expect(antecedentIndex([50, null, null, 10], memory)).toEqual({ mm: expect.closeTo(50 * 0.85 ** 3 + 10), missingDays: 2 })
    expect(antecedentIndex([50, null, null, null, 10], memory)).toEqual({ mm: null, missingDays: 3 })
  })

  it('is unknown where no day is known', () => {
    expect(antecedentIndex([], memory).mm).toBeNull()
  })

  const day = fc.double({ min: 0, max: 300, noNaN: true })

  it('is with a missing day at most what it would be had the day been known', () => {
    fc.assert(
      fc.property(fc.array(day, { minLength: 1, maxLength: 30 }), fc.nat(), (days, where) => {
        const holed = days.map((mm, index) => (index === where % days.length ? null : mm))
        expect(antecedentIndex(holed, memory).mm ?? NaN).toBeLessThanOrEqual((antecedentIndex(days, memory).mm ?? NaN) + 1e-9)
      }),
      { numRuns: 100 },
    )
  })

  it('rises with the rain of any day', () => {
    fc.assert(
      fc.property(fc.array(day, { minLength: 1, maxLength: 30 }), fc.nat(), day, (days, where, more) => {
        const wetter = days.map((mm, index) => (index === where % days.length ? mm + more : mm))
        expect(antecedentIndex(wetter, memory).mm ?? NaN).toBeGreaterThanOrEqual((antecedentIndex(days, memory).mm ?? NaN) - 1e-9)
      }),
      { numRuns: 100 },
    )
  })
})
