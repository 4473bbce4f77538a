import fc from 'fast-check'
import { MS_PER_HOUR } from './hours'
import { wilsonInterval } from './interval'
import type { Onset } from './match-onsets'
import { brierScore, FEWEST_EVENTS, scoreSeverity } from './severity-scores'

const validAt = Float64Array.from({ length: 24 }, (_, i) => i * MS_PER_HOUR)
const issuedAt = validAt.map((at) => at - 3 * MS_PER_HOUR)
const reached = Uint8Array.from(validAt, (_, i) => i % 2)
const hits = (count: number): Onset[] => Array.from({ length: count }, (_, i) => ({ observed: i, forecast: i }))
const perfect = { probability: Float64Array.from(reached), reached, climatology: 0.5, issuedAt, validAt }

describe('scores of reaching a level', () => {
  it('of a perfect forecast', () => {
    expect(scoreSeverity({ ...perfect, onsets: hits(12) })).toEqual({
      events: 12,
      brier: 0,
      brierSkill: 1,
      pod: 1,
      far: 0,
      csi: 1,
      medianLeadHours: 3,
    })
  })

  it('counts misses and false alarms', () => {
    const onsets: Onset[] = [...hits(9), { observed: 9, forecast: undefined }, { forecast: 10 }, { forecast: 11 }, { forecast: 12 }]
    expect(scoreSeverity({ ...perfect, onsets })).toMatchObject({ events: 10, pod: 0.9, far: 3 / 12, csi: 9 / 13 })
  })

  it('says nothing of fewer onsets than ten, nor what nothing can be divided by', () => {
    expect(scoreSeverity({ ...perfect, onsets: hits(FEWEST_EVENTS - 1) })).toEqual({
      events: 9,
      brier: null,
      brierSkill: null,
      pod: null,
      far: null,
      csi: null,
      medianLeadHours: null,
    })
    const unseen: Onset[] = Array.from({ length: 10 }, (_, i) => ({ observed: i, forecast: undefined }))
    expect(scoreSeverity({ ...perfect, climatology: undefined, onsets: unseen })).toMatchObject({
      pod: 0,
      far: null,
      csi: 0,
      brierSkill: null,
      medianLeadHours: null,
    })
  })

  it('takes the middle of the leads, below nothing when the alarm came after the onset', () => {
    const late: Onset[] = Array.from({ length: 10 }, (_, i) => ({ observed: i, forecast: i + (i < 5 ? 5 : 4) }))
    expect(scoreSeverity({ ...perfect, onsets: late }).medianLeadHours).toBe(-1.5)
  })

  it('has a Brier score between 0 and 1, and no skill of saying the climatology', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(share, (climatology) => {
        const score = brierScore(reached, () => climatology) ?? NaN
        expect(score).toBeGreaterThanOrEqual(0)
        expect(score).toBeLessThanOrEqual(1)
        const said = scoreSeverity({ ...perfect, probability: new Float64Array(24).fill(climatology), climatology, onsets: hits(10) })
        expect(said.brierSkill).toBe(0)
      }),
      { numRuns: 100 },
    )
  })
})

describe('the interval of a share', () => {
  it('holds the share and stays within 0 and 1', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.nat(200), (whole, some) => {
        const part = Math.min(some, whole)
        const [low, high] = wilsonInterval(part, whole) ?? [NaN, NaN]
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThanOrEqual(1)
        expect(part / whole).toBeGreaterThanOrEqual(low - 1e-12)
        expect(part / whole).toBeLessThanOrEqual(high + 1e-12)
      }),
      { numRuns: 100 },
    )
  })

  it('is known for 12 of 15, and for nothing', () => {
    expect(wilsonInterval(12, 15)?.map((bound) => bound.toFixed(3))).toEqual(['0.548', '0.930'])
    expect(wilsonInterval(0, 0)).toBeNull()
  })
})
