import fc from 'fast-check'
import { oscillation, turnsOf } from './oscillation'
import type { QualitySettings } from './settings'

const settings = { oscillation: { swing: 0.3, reversals: 4, withinHours: 4 } } as QualitySettings
const levels = (values: readonly number[]) => values.map((value, i) => ({ at: i * 600_000, value }))

it.each([
  ['nothing', [], 0],
  ['a rise and a fall', [1, 2, 3, 2, 1], 1],
  ['a loose cable', [1, 2, 1, 2, 1, 2], 4],
  ['waves smaller than the swing', [1, 1.2, 1, 1.2, 1, 1.2], 0],
  ['one value', [1, 1, 1, 1], 0],
])('counts the turns of %s', (_, values, turns) => {
  expect(turnsOf(levels(values), 0.3)).toBe(turns)
})

it('speaks when there are more turns than allowed, and says how many', () => {
  expect(oscillation(levels([1, 2, 1, 2, 1, 2]), settings)).toBeUndefined()
  expect(oscillation(levels([1, 2, 1, 2, 1, 2, 1]), settings)).toEqual({ rule: 'oscillation', measured: 5, limit: 4 })
  expect(oscillation(levels([1, 2, 1, 2, 1, 2, 1]), {} as QualitySettings)).toBeUndefined()
})

it('has nothing to say of a tide', () => {
  const tide = Array.from({ length: 200 }, (_, i) => 0.5 * Math.sin((2 * Math.PI * i) / 74.4))
  for (let i = 24; i < tide.length; i += 1) expect(oscillation(levels(tide.slice(i - 24, i)), settings)).toBeUndefined()
})

it('a river that only rises never turns, and a swing that is asked for more finds fewer turns', () => {
  const value = fc.double({ min: -5, max: 5, noNaN: true })
  fc.assert(
    fc.property(fc.array(value, { maxLength: 30 }), value, (values, more) => {
      expect(turnsOf(levels(values.toSorted((a, b) => a - b)), 0.3)).toBe(0)
      expect(turnsOf(levels(values), 0.3 + Math.abs(more))).toBeLessThanOrEqual(turnsOf(levels(values), 0.3))
    }),
    { numRuns: 150 },
  )
})
