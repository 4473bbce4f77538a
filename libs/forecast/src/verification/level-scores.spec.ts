import fc from 'fast-check'
import { PROBABILITIES } from '../forecaster'
import { type LevelPairs, scoreLevels } from './level-scores'

const level = fc.double({ min: -2, max: 12, noNaN: true })
const history = fc.array(fc.tuple(level, level), { minLength: 2, maxLength: 40 })
const runs = { numRuns: 100 }

/** Forecasts that are certain of one level each. */
const certain = (mean: Float64Array, observed: Float64Array, atIssue: Float64Array): LevelPairs => ({
  observed,
  atIssue,
  mean,
  quantiles: Float64Array.from({ length: mean.length * 9 }, (_, i) => mean[Math.floor(i / 9)] ?? NaN),
})
const columns = (pairs: [number, number][]) => [Float64Array.from(pairs, ([a]) => a), Float64Array.from(pairs, ([, b]) => b)] as const

describe('scores of levels', () => {
  it('of a perfect forecast: no error, everything within the band', () => {
    fc.assert(
      fc.property(history, (pairs) => {
        const [observed, atIssue] = columns(pairs)
        expect(scoreLevels(certain(observed, observed, atIssue), PROBABILITIES)).toMatchObject({
          rmse: 0,
          mae: 0,
          crps: 0,
          coverage80: 1,
          coverage90: 1,
        })
      }),
      runs,
    )
  })

  it('of persistence: an index of 0, and a CRPS that is its mean absolute error', () => {
    fc.assert(
      fc.property(history, (pairs) => {
        const [observed, atIssue] = columns(pairs)
        const { persistenceIndex, crps, mae, rmse } = scoreLevels(certain(atIssue, observed, atIssue), PROBABILITIES)
        expect(persistenceIndex ?? 0).toBe(0)
        expect(crps).toBeCloseTo(mae ?? NaN, 9)
        expect(rmse ?? NaN).toBeGreaterThanOrEqual((mae ?? NaN) - 1e-12)
      }),
      runs,
    )
  })

  it('covers between none and all, the wider band no less than the narrower', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(level, fc.array(level, { minLength: 9, maxLength: 9 })), { minLength: 1, maxLength: 20 }), (pairs) => {
        const observed = Float64Array.from(pairs, ([came]) => came)
        const quantiles = Float64Array.from(pairs.flatMap(([, said]) => said.toSorted((a, b) => a - b)))
        const { coverage80, coverage90 } = scoreLevels({ observed, atIssue: observed, mean: observed, quantiles }, PROBABILITIES)
        expect(coverage80).toBeGreaterThanOrEqual(0)
        expect(coverage90).toBeLessThanOrEqual(1)
        expect(coverage90 ?? NaN).toBeGreaterThanOrEqual(coverage80 ?? NaN)
      }),
      runs,
    )
  })

  it('agrees with a small case done by hand', () => {
    const scores = scoreLevels(certain(Float64Array.of(1, 2, 4), Float64Array.of(1, 3, 5), Float64Array.of(1, 1, 3)), PROBABILITIES)
    expect(scores).toMatchObject({ n: 3, rmse: Math.sqrt(2 / 3), mae: 2 / 3, nse: 1 - 2 / 8, persistenceIndex: 1 - 2 / 8 })
  })

  it('is null where there is nothing to score or to compare with', () => {
    const none = new Float64Array()
    expect(scoreLevels(certain(none, none, none), PROBABILITIES)).toEqual({
      n: 0,
      rmse: null,
      mae: null,
      nse: null,
      persistenceIndex: null,
      crps: null,
      coverage80: null,
      coverage90: null,
    })
    const flat = Float64Array.of(2, 2)
    expect(scoreLevels(certain(flat, flat, flat), PROBABILITIES)).toMatchObject({ rmse: 0, nse: null, persistenceIndex: null })
  })
})
