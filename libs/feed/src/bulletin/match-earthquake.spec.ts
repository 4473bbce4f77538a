import fc from 'fast-check'
import { type KnownEarthquake, matchEarthquake } from './match-earthquake'

const AT = Date.parse('2026-09-21T23:48:13Z')
const aQuake = (changes: Partial<KnownEarthquake> = {}): KnownEarthquake => ({
  id: 'a',
  occurredAt: AT,
  longitude: 107.6,
  latitude: -6.9,
  magnitude: 5.2,
  ...changes,
})
/** North of the quake by this much, along the meridian (111.195 km a degree). */
const north = (km: number): number => -6.9 + km / 111.195

it.each([
  ['the same report in another list', {}, 'a'],
  ['a revised magnitude', { magnitude: 4.6 }, 'a'],
  ['a magnitude off by exactly one', { magnitude: 6.2 }, 'a'],
  ['a revised place', { latitude: north(99) }, 'a'],
  ['a revised time', { occurredAt: AT + 60_000 }, 'a'],
  ['all revised at once', { occurredAt: AT - 45_000, latitude: north(60), magnitude: 5.9 }, 'a'],
  ['the same time and place, much greater', { magnitude: 8.9 }, 'a'],
  ['an aftershock three minutes later', { occurredAt: AT + 180_000 }, undefined],
  ['one a second too late', { occurredAt: AT + 61_000 }, undefined],
  ['one elsewhere in the same minute', { latitude: north(101) }, undefined],
  ['one of another size in the same minute', { occurredAt: AT + 1_000, magnitude: 6.3 }, undefined],
])('%s: %j', (_, changes, id) => {
  expect(matchEarthquake([aQuake()], aQuake(changes))).toBe(id)
})

it('knows none where none is known', () => expect(matchEarthquake([], aQuake())).toBeUndefined())

it('takes the nearest of several, whatever their order', () => {
  const known = [
    aQuake({ id: 'far', latitude: north(80) }),
    aQuake({ id: 'near', latitude: north(5) }),
    aQuake({ id: 'other', latitude: north(40) }),
  ]
  expect(matchEarthquake(known, aQuake())).toBe('near')
  expect(matchEarthquake(known.toReversed(), aQuake())).toBe('near')
})

it('takes the nearest in time of several at one place', () => {
  const known = [aQuake({ id: 'late', occurredAt: AT + 50_000 }), aQuake({ id: 'soon', occurredAt: AT + 5_000 })]
  expect(matchEarthquake(known, aQuake())).toBe('soon')
})

it('crosses the date line', () => {
  expect(matchEarthquake([aQuake({ longitude: 179.9 })], aQuake({ longitude: -179.9 }))).toBe('a')
})

const near = fc.record({
  occurredAt: fc.integer({ min: -120, max: 120 }).map((seconds) => AT + seconds * 1_000),
  longitude: fc.double({ min: 106, max: 109, noNaN: true }),
  latitude: fc.double({ min: -8, max: -6, noNaN: true }),
  magnitude: fc.double({ min: 3, max: 7, noNaN: true }),
})

it('is symmetric: what a is to b, b is to a', () => {
  fc.assert(
    fc.property(near, near, (a, b) => {
      expect(matchEarthquake([{ ...a, id: 'x' }], b)).toBe(matchEarthquake([{ ...b, id: 'x' }], a))
    }),
    { numRuns: 200 },
  )
})

it('finds every quake in itself', () => {
  fc.assert(
    fc.property(near, (a) => expect(matchEarthquake([{ ...a, id: 'x' }], a)).toBe('x')),
    { numRuns: 100 },
  )
})

it('never takes an aftershock three minutes later for its mainshock', () => {
  fc.assert(
    fc.property(near, fc.integer({ min: 180, max: 600 }), (a, seconds) => {
      expect(matchEarthquake([{ ...a, id: 'x' }], { ...a, occurredAt: a.occurredAt + seconds * 1_000 })).toBeUndefined()
    }),
    { numRuns: 100 },
  )
})
