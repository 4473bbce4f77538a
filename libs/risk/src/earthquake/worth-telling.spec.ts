import { earthquakeSettings } from './settings'
import { type LocalEffect, worthTelling } from './worth-telling'

const settings = earthquakeSettings.parse({})
const now = new Date('2026-01-14T09:10:00Z')
const effect = (overrides: Partial<LocalEffect> = {}): LocalEffect => ({
  occurredAt: new Date('2026-01-14T09:05:41Z'),
  intensity: 4,
  tsunami: 'none',
  nearestKm: 170,
  ...overrides,
})
const told = (intensity: number, tsunami = false) => ({ intensity, tsunami })

describe('officers are told of an earthquake', () => {
  it.each([
    ['that is felt here', effect(), undefined, 'intensity'],
    ['of the least class', effect({ intensity: 3 }), undefined, 'intensity'],
    ['below it not', effect({ intensity: 2 }), undefined, undefined],
    ['a second time not', effect(), told(4), undefined],
    ['that a revision makes weaker not', effect({ intensity: 3 }), told(4), undefined],
    ['that a revision makes stronger', effect({ intensity: 5 }), told(4), 'intensity'],
    ['with a tsunami near, however weak', effect({ intensity: 1, tsunami: 'possible', nearestKm: 500 }), undefined, 'tsunami'],
    ['with a tsunami far away not', effect({ intensity: 1, tsunami: 'possible', nearestKm: 501 }), undefined, undefined],
    ['again when a tsunami is spoken of later', effect({ tsunami: 'possible' }), told(4), 'tsunami'],
    ['of a tsunami once', effect({ tsunami: 'possible' }), told(4, true), undefined],
    ['where nothing is said of a tsunami by its intensity', effect({ tsunami: 'unknown' }), undefined, 'intensity'],
    ['three hours old', effect({ occurredAt: new Date('2026-01-14T06:10:00Z') }), undefined, 'intensity'],
    ['older not', effect({ occurredAt: new Date('2026-01-14T06:09:59Z') }), undefined, undefined],
  ])('%s', (_, given, before, reason) => {
    expect(worthTelling(given, before, settings, now)).toBe(reason)
  })

  it('of no tsunami where the region is far from any coast', () => {
    const inland = earthquakeSettings.parse({ tsunamiWithinKm: null })
    expect(worthTelling(effect({ intensity: 1, tsunami: 'possible', nearestKm: 10 }), undefined, inland, now)).toBeUndefined()
  })
})
