/** Mean and spread of every feature, to bring them to one scale; missing values become 0, the mean. */
export interface Scaling {
  readonly mean: Float32Array
  readonly spread: Float32Array
  /** Smallest and largest value in training. */
  readonly lowest: Float32Array
  readonly highest: Float32Array
}

export function learnScaling(values: Float32Array, width: number, rows: Uint32Array): Scaling {
  const [count, sum, square] = [new Float64Array(width), new Float64Array(width), new Float64Array(width)]
  const lowest = new Float32Array(width).fill(Infinity)
  const highest = new Float32Array(width).fill(-Infinity)
  for (const row of rows) {
    for (let j = 0; j < width; j += 1) {
      const value = values[row * width + j]!
      if (Number.isNaN(value)) continue
      count[j]! += 1
      sum[j]! += value
      square[j]! += value * value
      if (value < lowest[j]!) lowest[j] = value
      if (value > highest[j]!) highest[j] = value
    }
  }
  const mean = Float32Array.from(sum, (total, j) => (count[j]! > 0 ? total / count[j]! : 0))
  const spread = Float32Array.from(square, (total, j) => {
    const variance = count[j]! > 0 ? total / count[j]! - mean[j]! * mean[j]! : 0
    return variance > 1e-10 ? Math.sqrt(variance) : 0
  })
  return { mean, spread, lowest, highest }
}

/** Beyond the range of training by this share of it, a value counts as the end of that margin. */
const MARGIN = 0.5

/** Writes one row scaled; a feature that never varied is 0. */
export function scaleRow(scaling: Scaling, values: Float32Array, at: number, into: Float32Array | Float64Array, to: number): void {
  const width = scaling.mean.length
  for (let j = 0; j < width; j += 1) {
    const value = values[at + j]!
    const spread = scaling.spread[j]!
    if (Number.isNaN(value) || spread === 0) {
      into[to + j] = 0
      continue
    }
    const margin = MARGIN * (scaling.highest[j]! - scaling.lowest[j]!)
    const bounded = Math.min(Math.max(value, scaling.lowest[j]! - margin), scaling.highest[j]! + margin)
    into[to + j] = (bounded - scaling.mean[j]!) / spread
  }
}
