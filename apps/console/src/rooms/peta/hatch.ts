export const HATCH = 'hatch'
/** Violet: no severity is near it. */
export const BULLETIN_COLOUR = '#c79bff'
const [RED, GREEN, BLUE, OPAQUE] = [0xc7, 0x9b, 0xff, 0xd0]

/** A square of diagonal stripes that joins itself on every side: RGBA, row by row. */
export function hatch(size: number, stripe: number): { width: number; height: number; data: Uint8ClampedArray } {
  const data = new Uint8ClampedArray(size * size * 4)
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1) if ((x + y) % size < stripe) data.set([RED, GREEN, BLUE, OPAQUE], (y * size + x) * 4)
  return { width: size, height: size, data }
}
