import fc from 'fast-check'
import { type Label, placeLabels } from './place-labels'

const FRAME = { left: 0, top: 0, right: 1000, bottom: 800 }
const label = (id: string, x: number, y: number, rank = 1): Label => ({ id, x, y, width: 120, height: 24, rank })
const sides = (labels: Label[], taken = [] as (typeof FRAME)[]) => Object.fromEntries(placeLabels(labels, taken, FRAME))

describe('labels of posts on the map', () => {
  it('stand to the right where there is room', () => expect(sides([label('a', 500, 400)])).toEqual({ a: 'right' }))
  it('turn to the left at the right edge', () => expect(sides([label('a', 960, 400)])).toEqual({ a: 'left' }))
  it('two posts close by take different sides, and the worse one chooses', () =>
    expect(sides([label('mild', 500, 400, 1), label('worst', 500, 410, 3)])).toMatchObject({ worst: 'right', mild: 'left' }))
  it('do not cover the sign of a neighbour', () => expect(sides([label('a', 500, 400, 2), label('b', 560, 400, 1)])['a']).toBe('left'))
  it('do not cover what stands on the map', () =>
    expect(sides([label('a', 500, 400)], [{ left: 510, top: 390, right: 700, bottom: 410 }])).toEqual({ a: 'left' }))
  it('give way entirely where no side is free: the sign stays alone', () => {
    const crowd = Array.from({ length: 12 }, (_, i) => label(String(i), 500 + i, 400 + i))
    expect(Object.values(sides(crowd)).filter((side) => side === null).length).toBeGreaterThan(0)
  })
  it('do not depend on the order the posts come in', () => {
    const some = [label('a', 500, 400), label('b', 510, 405), label('c', 520, 395)]
    expect(sides(some)).toEqual(sides(some.toReversed()))
  })
})

const anyLabels = fc.uniqueArray(
  fc.record({
    id: fc.string({ minLength: 1, maxLength: 4 }),
    x: fc.integer({ min: -50, max: 1050 }),
    y: fc.integer({ min: -50, max: 850 }),
    width: fc.integer({ min: 20, max: 200 }),
    height: fc.integer({ min: 10, max: 40 }),
    rank: fc.integer({ min: 0, max: 3 }),
  }),
  { selector: ({ id }) => id, maxLength: 25 },
)

it('no two labels ever overlap, none leaves the map, and every post gets an answer', () => {
  fc.assert(
    fc.property(anyLabels, (labels) => {
      const placed = placeLabels(labels, [], FRAME)
      const boxes = labels.flatMap(({ id, x, y, width, height }) => {
        const side = placed.get(id)
        if (side === undefined || side === null) return []
        const left = { right: x + 15, left: x - 15 - width, above: x - width / 2, below: x - width / 2 }[side]
        const top = { right: y - height / 2, left: y - height / 2, above: y - 15 - height, below: y + 15 }[side]
        return [{ left, top, right: left + width, bottom: top + height }]
      })
      const apart = boxes.every((a, i) =>
        boxes.slice(i + 1).every((b) => a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top),
      )
      return (
        placed.size === labels.length &&
        apart &&
        boxes.every(({ left, top, right, bottom }) => left >= 0 && top >= 0 && right <= 1000 && bottom <= 800)
      )
    }),
    { numRuns: 150 },
  )
})
