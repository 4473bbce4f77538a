import fc from 'fast-check'
import { arealMean, weightOf } from './areal'

const known = (mm: number | null, coverage = 1) => ({ mm, coverage })

describe('rain over an area', () => {
  it('weighs gauges by the inverse square of their distance', () => {
    const gauges = [
      { stationId: 'puncak', km: 2 },
      { stationId: 'lembah', km: 4 },
    ]
    const mean = arealMean(
      gauges,
      new Map([
        ['puncak', known(50)],
        ['lembah', known(10)],
      ]),
    )
    expect(mean).toEqual({ mm: expect.closeTo(42), coverage: 1, stations: ['puncak', 'lembah'] })
  })

  it('takes gauges inside it as equals', () => {
    expect(weightOf({ stationId: 'a', km: 0 })).toBe(weightOf({ stationId: 'b', km: 0.9 }))
  })

  it('is unknown when the gauges that know are too far to speak for the silent one', () => {
    const gauges = [
      { stationId: 'near', km: 1 },
      { stationId: 'far', km: 10 },
    ]
    expect(
      arealMean(
        gauges,
        new Map([
          ['near', known(null, 0.4)],
          ['far', known(0)],
        ]),
      ),
    ).toEqual({
      mm: null,
      coverage: expect.closeTo(0.0099, 3),
      stations: ['far'],
    })
  })

  it('is unknown without a gauge', () => {
    expect(arealMean([], new Map())).toEqual({ mm: null, coverage: 0, stations: [] })
  })

  it('lies between the driest and the wettest gauge', () => {
    const gauge = fc.record({ km: fc.double({ min: 0, max: 15, noNaN: true }), mm: fc.double({ min: 0, max: 200, noNaN: true }) })
    fc.assert(
      fc.property(fc.array(gauge, { minLength: 1, maxLength: 12 }), (given) => {
        const gauges = given.map(({ km }, n) => ({ stationId: String(n), km }))
        const { mm } = arealMean(gauges, new Map(given.map((each, n) => [String(n), known(each.mm)])))
        expect(mm).toBeGreaterThanOrEqual(Math.min(...given.map((each) => each.mm)) - 1e-9)
        expect(mm).toBeLessThanOrEqual(Math.max(...given.map((each) => each.mm)) + 1e-9)
      }),
      { numRuns: 100 },
    )
  })
})
