import { type Scaling, scaleRow } from './scaling'

/** All a ridge needs to know of the training rows of one lead: it can be solved for any subset of the features later. */
export interface Moments {
  /** Features and one constant. */
  readonly size: number
  /** Weighted mean products of scaled features, `[i * size + j]`; the constant comes last. */
  readonly gram: Float64Array
  /** Weighted mean products with the change. */
  readonly cross: Float64Array
  readonly weight: number
}

export function gatherMoments(
  values: Float32Array,
  scaling: Scaling,
  rows: Uint32Array,
  changes: Float64Array,
  weights: Float32Array,
): Moments {
  const width = scaling.mean.length
  const size = width + 1
  const gram = new Float64Array(size * size)
  const cross = new Float64Array(size)
  const row = new Float64Array(size).fill(1)
  let total = 0
  for (const index of rows) {
    const weight = weights[index]!
    if (!(weight > 0)) continue
    scaleRow(scaling, values, index * width, row, 0)
    total += weight
    for (let i = 0; i < size; i += 1) {
      const left = row[i]! * weight
      if (left === 0) continue
      const at = i * size
      for (let j = 0; j <= i; j += 1) gram[at + j]! += left * row[j]!
      cross[i]! += left * changes[index]!
    }
  }
  const scale = 1 / Math.max(total, 1e-9)
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j <= i; j += 1) gram[j * size + i] = gram[i * size + j]! *= scale
    cross[i]! *= scale
  }
  return { size, gram, cross, weight: total }
}

/** Moments of the rows of all parts together. */
export function joinMoments(parts: readonly Moments[]): Moments {
  const size = parts[0]!.size
  const weight = parts.reduce((sum, part) => sum + part.weight, 0)
  const gram = new Float64Array(size * size)
  const cross = new Float64Array(size)
  for (const part of parts) {
    const share = part.weight / Math.max(weight, 1e-9)
    for (let i = 0; i < gram.length; i += 1) gram[i]! += share * part.gram[i]!
    for (let i = 0; i < size; i += 1) cross[i]! += share * part.cross[i]!
  }
  return { size, gram, cross, weight }
}
