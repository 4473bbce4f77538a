import fc from 'fast-check'
import { isAnswered, type Neighbour, neighbourSilent, windowAt } from './neighbour'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const upstream: Neighbour = { station: 'katulampa', relation: 'upstream', travelMinutes: 210, toleranceHours: 1 }
const downstream: Neighbour = { ...upstream, station: 'manggarai', relation: 'downstream' }
const at = 10 * HOUR
/** Readings every half hour from `from` hours on. */
const series = (from: number, values: readonly number[]) => values.map((value, i) => ({ at: from * HOUR + i * 30 * MINUTE, value }))

it('looks upstream before, downstream after, with the tolerance on both sides', () => {
  expect(windowAt(upstream, at)).toEqual({ from: 5.5 * HOUR, to: 7.5 * HOUR })
  expect(windowAt(downstream, at)).toEqual({ from: 12.5 * HOUR, to: 14.5 * HOUR })
})

describe('an answer', () => {
  it.each([
    ['a rise there when it should be', series(5.5, [0.5, 0.6, 0.9, 1.2, 1.3]), 1, true],
    ['a rise there too early', series(2, [0.5, 0.8, 1.1, 1.1, 1.1]), 1, false],
    ['a rise there too late', series(8, [0.5, 0.8, 1.1]), 1, false],
    ['a rise there that is too small', series(5.5, [0.5, 0.55, 0.6, 0.62, 0.65]), 1, false],
    ['a fall there for a rise here', series(5.5, [1.3, 1.2, 0.9, 0.6, 0.5]), 1, false],
    ['a fall there for a fall here', series(5.5, [1.3, 1.2, 0.9, 0.6, 0.5]), -1, true],
    ['silence', [], 1, false],
  ] as const)('%s', (_, good, direction, answered) => {
    expect(isAnswered([{ neighbour: upstream, good }], at, direction, at)).toBe(answered)
  })

  it('from downstream counts once its time has come', () => {
    const good = series(12.5, [5, 5.2, 5.6])
    expect(isAnswered([{ neighbour: downstream, good }], at, 1, 12 * HOUR)).toBe(false)
    expect(isAnswered([{ neighbour: downstream, good }], at, 1, 14 * HOUR)).toBe(true)
  })

  it('may be asked to be larger', () => {
    const good = series(5.5, [0.5, 0.6, 0.9, 1, 1])
    expect(isAnswered([{ neighbour: { ...upstream, leastChange: 0.6 }, good }], at, 1, at)).toBe(false)
  })
})

describe('a change that nobody upstream knows of', () => {
  const before = { at: at - HOUR, value: 1 }
  const calm = [{ neighbour: upstream, good: series(5.5, [0.5, 0.5, 0.51, 0.5, 0.5]) }]

  it('is suspect, with the change and the change allowed', () => {
    expect(neighbourSilent(before, { at, value: 2 }, 0.5, calm)).toEqual({ rule: 'neighbour', measured: 1, limit: 0.5 })
  })

  it('passes when it is slow, when it is answered, and when nobody was heard', () => {
    expect(neighbourSilent(before, { at, value: 1.5 }, 0.5, calm)).toBeUndefined()
    const rising = [{ neighbour: upstream, good: series(5.5, [0.5, 0.6, 0.9, 1.2, 1.3]) }]
    expect(neighbourSilent(before, { at, value: 2 }, 0.5, rising)).toBeUndefined()
    expect(neighbourSilent(before, { at, value: 2 }, 0.5, [{ neighbour: upstream, good: [] }])).toBeUndefined()
    expect(neighbourSilent(before, { at, value: 2 }, 0.5, [{ neighbour: upstream, good: series(6, [0.5]) }])).toBeUndefined()
  })

  it('is not asked of a post downstream, which cannot know yet', () => {
    expect(neighbourSilent(before, { at, value: 2 }, 0.5, [{ neighbour: downstream, good: series(9, [5, 5, 5]) }])).toBeUndefined()
  })

  it('will not compare readings that are out of order', () => {
    expect(() => neighbourSilent(before, before, 0.5, calm)).toThrow(RangeError)
  })
})

it('an answer stays one when more is heard, in whatever order', () => {
  const level = fc.record({ at: fc.integer({ min: 5 * HOUR, max: 8 * HOUR }), value: fc.double({ min: 0, max: 3, noNaN: true }) })
  fc.assert(
    fc.property(fc.uniqueArray(level, { maxLength: 12, selector: (each) => each.at }), fc.nat(), (good, turn) => {
      const some = [{ neighbour: upstream, good }]
      const rotated = [{ neighbour: upstream, good: [...good.slice(turn % (good.length + 1)), ...good.slice(0, turn % (good.length + 1))] }]
      expect(isAnswered(rotated, at, 1, at)).toBe(isAnswered(some, at, 1, at))
      const fewer = [{ neighbour: upstream, good: good.slice(1) }]
      expect(isAnswered(fewer, at, 1, at) && !isAnswered(some, at, 1, at)).toBe(false)
    }),
    { numRuns: 150 },
  )
})
