import type { ZoneRain } from '#libs/contract'
import { byRain, isKnown, splitKnown } from './rain'

const zone = (name: string, rest: Partial<ZoneRain> = {}): ZoneRain => ({
  zoneId: name,
  name,
  hazard: 'flood',
  sums: [1, 3, 6, 24].map((hours) => ({ hours: hours as 1 | 3 | 6 | 24, mm: null, gauges: 0 })),
  antecedent: null,
  forecast: [],
  nowcast: null,
  at: '2026-01-12T00:00:00Z',
  ...rest,
})

describe('rain of a zone', () => {
  it('what is not known is kept apart, and zero is known', () =>
    expect(
      splitKnown([
        { hours: 24, mm: null },
        { hours: 1, mm: 0 },
        { hours: 3, mm: 12.5 },
      ]),
    ).toEqual({
      known: [
        { hours: 1, mm: 0 },
        { hours: 3, mm: 12.5 },
      ],
      unknown: [24],
    }))

  it('is known by a sum of zero, an index, a forecast or a nowcast; by nothing else', () => {
    expect(isKnown(zone('a'))).toBe(false)
    expect(isKnown(zone('a', { sums: [{ hours: 1, mm: 0, gauges: 1 }] }))).toBe(true)
    expect(isKnown(zone('a', { antecedent: 0 }))).toBe(true)
    expect(isKnown(zone('a', { forecast: [{ hours: 3, mm: 4 }] }))).toBe(true)
    expect(isKnown(zone('a', { nowcast: 'Moderate' }))).toBe(true)
  })

  it('the wettest zone comes first, a dry one before one nobody knows of', () => {
    const wet = zone('wet', { sums: [{ hours: 24, mm: 80, gauges: 2 }] })
    const dry = zone('dry', { sums: [{ hours: 24, mm: 0, gauges: 1 }] })
    expect([zone('unknown'), dry, wet].toSorted(byRain).map(({ name }) => name)).toEqual(['wet', 'dry', 'unknown'])
  })
})
