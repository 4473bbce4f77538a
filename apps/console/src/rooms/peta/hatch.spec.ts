import { BULLETIN_COLOUR, hatch } from './hatch'

const SIZE = 16
const { width, height, data } = hatch(SIZE, 3)
const inked = (x: number, y: number): boolean => data[((y % SIZE) * SIZE + (x % SIZE)) * 4 + 3] !== 0

it('is as large as it says', () => expect([width, height, data.length]).toEqual([SIZE, SIZE, SIZE * SIZE * 4]))

it('runs on without a seam into the square beside and below', () => {
  for (let i = 0; i < SIZE * 2; i += 1) for (let j = 0; j < SIZE * 2 - 1; j += 1) expect(inked(i + 1, j)).toBe(inked(i, j + 1))
})

it('inks as much as the stripe is wide, in the colour of bulletins', () => {
  const alphas = data.filter((_, i) => i % 4 === 3)
  expect(alphas.filter((alpha) => alpha > 0).length).toBe(SIZE * 3)
  expect(`#${Array.from(data.subarray(0, 3), (part) => part.toString(16)).join('')}`).toBe(BULLETIN_COLOUR)
})
