import fc from 'fast-check'
import { PROBABILITIES } from '../forecaster'
import { crps } from './crps'

const level = fc.double({ min: -5, max: 20, noNaN: true })
const quantiles = fc.array(level, { minLength: 9, maxLength: 9 }).map((levels) => Float64Array.from(levels).toSorted())
const runs = { numRuns: 150 }

describe('the CRPS of quantiles', () => {
  it('is the absolute error of a single certain level, and nothing when that level comes', () => {
    fc.assert(
      fc.property(level, level, (said, came) => {
        expect(crps(new Float64Array(9).fill(said), PROBABILITIES, came)).toBeCloseTo(Math.abs(said - came), 9)
      }),
      runs,
    )
  })

  it('is never below nothing, and moves with the datum', () => {
    fc.assert(
      fc.property(quantiles, level, fc.double({ min: -50, max: 50, noNaN: true }), (said, came, datum) => {
        const score = crps(said, PROBABILITIES, came)
        expect(score).toBeGreaterThanOrEqual(0)
        expect(
          crps(
            said.map((each) => each + datum),
            PROBABILITIES,
            came + datum,
          ),
        ).toBeCloseTo(score, 6)
      }),
      runs,
    )
  })

  it('is the integral of (F - H)^2', () => {
    const said = Float64Array.from([0, 1, 1.5, 2, 2.2, 2.5, 3, 4, 6])
    const width = 1e-4
    for (const came of [-1, 0.3, 2.2, 5, 8]) {
      let sum = 0
      for (let z = -2 + width / 2; z < 9; z += width) sum += (share(said, z) - Number(z >= came)) ** 2 * width
      expect(crps(said, PROBABILITIES, came)).toBeCloseTo(sum, 3)
    }
  })

  it('prefers a narrow forecast in the right place, and a wide one to a narrow one in the wrong place', () => {
    const around = (centre: number, spread: number) => Float64Array.from(PROBABILITIES, (p) => centre + (p - 0.5) * spread)
    expect(crps(around(2, 0.2), PROBABILITIES, 2)).toBeLessThan(crps(around(2, 2), PROBABILITIES, 2))
    expect(crps(around(2, 2), PROBABILITIES, 3)).toBeLessThan(crps(around(2, 0.2), PROBABILITIES, 3))
  })
})

/** The distribution function, written down independently. */
function share(said: Float64Array, z: number): number {
  if (z < (said[0] ?? 0)) return 0
  const above = said.findIndex((each) => each > z)
  if (above < 0) return 1
  const [a, b, p, q] = [said[above - 1] ?? 0, said[above] ?? 0, PROBABILITIES[above - 1] ?? 0, PROBABILITIES[above] ?? 0]
  return p + ((q - p) * (z - a)) / (b - a)
}
