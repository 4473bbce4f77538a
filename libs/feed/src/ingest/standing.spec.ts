import fc from 'fast-check'
import { type Cover, standings } from './standing'

const MINUTE = 60_000
const cover = (at: number, stationId = 'depok'): Cover => ({ stationId, parameter: 'water_level', at: at * MINUTE, coverMs: 15 * MINUTE })
const reading = (at: number) => ({ stationId: 'depok', parameter: 'water_level' as const, at: at * MINUTE })

it.each([
  ['at the same time', 0, 'secondary'],
  ['at the edge of what it covers', 15, 'secondary'],
  ['before it', -15, 'secondary'],
  ['after it fell silent', 16, 'primary'],
])('a reading %s is %s', (_, at, standing) => {
  expect(standings([reading(at)], [cover(0)])).toEqual([standing])
})

it('is not covered by another post or another parameter', () => {
  expect(standings([reading(0)], [cover(0, 'manggarai'), { ...cover(0), parameter: 'rain' }])).toEqual(['primary'])
})

it('acts on everything where no better source speaks, and more cover never makes a reading primary', () => {
  const times = fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 20 })
  fc.assert(
    fc.property(times, times, fc.integer({ min: 0, max: 500 }), (at, covers, one) => {
      const readings = at.map(reading)
      expect(standings(readings, [])).toEqual(readings.map(() => 'primary'))
      const before = standings(
        readings,
        covers.map((each) => cover(each)),
      )
      const after = standings(
        readings,
        [...covers, one].map((each) => cover(each)),
      )
      expect(before.every((standing, i) => standing === 'primary' || after[i] === 'secondary')).toBe(true)
    }),
  )
})
