import fc from 'fast-check'
import type { EarthquakeFelt } from '#libs/risk'
import { outsideGsm7 } from '#libs/warning'
import { earthquakeNotice } from './earthquake-notice'

const facts = (overrides: Partial<EarthquakeFelt> = {}): EarthquakeFelt => ({
  earthquakeId: '3f0a6f5e-5f3b-4d53-9c55-0a1f5c1d2e3f',
  reason: 'intensity',
  occurredAt: new Date('2022-11-21T06:21:10Z'),
  magnitude: 5.6,
  depthKm: 10,
  place: 'Pusat gempa berada di darat 10 km Barat Daya Kab. Cianjur',
  intensity: 4,
  village: 'Jagakarsa',
  distanceKm: 62,
  isRough: false,
  tsunami: 'none',
  felt: null,
  ...overrides,
})

describe('the notice of an earthquake', () => {
  it('credits BMKG and calls our figure an estimate', () => {
    expect(earthquakeNotice(facts(), '13.21 WIB')).toBe(
      'BMKG: Gempa M5,6 13.21 WIB, Pusat gempa berada di darat 10 km Barat Daya Kab., dalam 10 km. Taksiran kami: MMI IV di Jagakarsa. Tak berpotensi tsunami.',
    )
  })

  it('begins with a tsunami that is possible', () => {
    expect(earthquakeNotice(facts({ reason: 'tsunami', tsunami: 'possible', magnitude: 7.7 }), '13.21 WIB')).toMatch(
      /^BMKG: BERPOTENSI TSUNAMI! Gempa M7,7 13\.21 WIB, /,
    )
  })

  it('does not make "no tsunami" of silence', () => {
    const text = earthquakeNotice(facts({ tsunami: 'unknown' }), '13.21 WIB')
    expect(text).toContain('Tsunami: belum ada pernyataan')
    expect(text).not.toContain('Tak berpotensi')
  })

  it('says when the estimate is rough, and leaves out a depth nobody gave', () => {
    const text = earthquakeNotice(facts({ isRough: true, depthKm: null }), '13.21 WIB')
    expect(text).toContain('Taksiran kasar kami')
    expect(text).not.toContain('dalam')
  })

  it('carries no telephone number of the place', () => {
    expect(earthquakeNotice(facts({ place: 'Cianjur, hub. 0812-3456-7890' }), '13.21 WIB')).not.toMatch(/\d{4}/)
  })

  it('is one SMS, whatever the place is called', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.constantFrom<EarthquakeFelt['tsunami']>('possible', 'none', 'unknown'),
        fc.integer({ min: 1, max: 12 }),
        fc.boolean(),
        fc.option(fc.double({ min: 0, max: 750, noNaN: true })),
        (place, village, tsunami, intensity, isRough, depthKm) => {
          const text = earthquakeNotice(facts({ place, village, tsunami, intensity, isRough, depthKm, magnitude: 9.5 }), '09.10 WITA')
          expect(`LATIHAN. ${text}`.length).toBeLessThanOrEqual(160)
          expect(outsideGsm7(text)).toEqual([])
          expect(text.startsWith('BMKG: ')).toBe(true)
        },
      ),
      { numRuns: 200 },
    )
  })
})
