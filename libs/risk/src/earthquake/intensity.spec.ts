import fc from 'fast-check'
import { estimateIntensity, intensityClass, romanIntensity } from './intensity'

/** From the surface straight down: hypocentral distance is the depth. */
const at = (magnitude: number, hypocentralKm: number) => estimateIntensity({ magnitude, depthKm: 0, epicentralKm: hypocentralKm })

describe('the intensity estimate', () => {
  // Verification table of the hypocentral version in OpenQuake (made from the authors' own implementation).
  it.each([
    [5, 1, 8.1928149, 1.1892958],
    [5, 20, 5.0191197, 1.0298979],
    [5, 50, 3.7394023, 0.8841552],
    [5, 300, 1.368028, 0.8221434],
    [6, 10, 7.2488079, 1.1307441],
    [6, 100, 4.2486195, 0.8384363],
    [7, 5, 8.2206291, 1.1731638],
    [7, 50, 6.5368604, 0.8841552],
    [7, 300, 4.2223319, 0.8221434],
  ])('of M %d at %d km is the published one', (magnitude, km, mmi, sigma) => {
    expect(at(magnitude, km).mmi).toBeCloseTo(mmi, 5)
    expect(at(magnitude, km).sigma).toBeCloseTo(sigma, 5)
  })

  // Cianjur, 2022-11-21, M 5.6, 10 km deep: distances and intensities (middle of the range) as BMKG announced them.
  it.each([
    ['Cianjur', 10, 5.5],
    ['Sukabumi', 15, 4.5],
    ['Bogor', 39, 3],
    ['Bandung', 63, 3],
    ['Jakarta', 78, 2.5],
  ])('lies within two classes of what BMKG announced for %s, on the strong side', (_, epicentralKm, announced) => {
    const { mmi } = estimateIntensity({ magnitude: 5.6, depthKm: 10, epicentralKm })
    expect(mmi - announced).toBeGreaterThan(0)
    expect(mmi - announced).toBeLessThan(2)
  })

  it('says where it was not fitted', () => {
    expect(estimateIntensity({ magnitude: 5, depthKm: 10, epicentralKm: 100 }).extrapolated).toEqual([])
    expect(estimateIntensity({ magnitude: 4.9, depthKm: 10, epicentralKm: 100 }).extrapolated).toEqual(['magnitude'])
    expect(estimateIntensity({ magnitude: 8.1, depthKm: 180, epicentralKm: 400 }).extrapolated).toEqual(['magnitude', 'distance', 'depth'])
  })

  it('weakens with distance and depth and grows with magnitude, within the scale', () => {
    const magnitude = fc.double({ min: 1, max: 9.5, noNaN: true })
    const km = fc.double({ min: 0, max: 1_000, noNaN: true })
    const more = fc.double({ min: 0, max: 3, noNaN: true })
    fc.assert(
      fc.property(magnitude, km, km, more, (m, depthKm, epicentralKm, plus) => {
        const { mmi } = estimateIntensity({ magnitude: m, depthKm, epicentralKm })
        expect(mmi).toBeGreaterThanOrEqual(1)
        expect(mmi).toBeLessThanOrEqual(12)
        expect(estimateIntensity({ magnitude: m, depthKm, epicentralKm: epicentralKm + 10 * plus }).mmi).toBeLessThanOrEqual(mmi + 1e-9)
        expect(estimateIntensity({ magnitude: m, depthKm: depthKm + 10 * plus, epicentralKm }).mmi).toBeLessThanOrEqual(mmi + 1e-9)
      }),
      { numRuns: 150 },
    )
  })

  it('is spoken of in Roman classes', () => {
    expect([1, 3.4, 3.5, 12].map((mmi) => romanIntensity(intensityClass(mmi)))).toEqual(['I', 'III', 'IV', 'XII'])
    expect(() => romanIntensity(0)).toThrow(RangeError)
  })
})
