import { sortedFinite } from '../features/quantile'

/** Borders of the bins of each feature, ascending; bin 0 holds what is missing, bin i + 1 what is at or below border i. */
export type Borders = readonly Float32Array[]

export const MOST_BINS = 64

export function learnBorders(values: Float32Array, width: number, rows: Uint32Array): Borders {
  const stride = Math.max(1, Math.floor(rows.length / 20_000))
  return Array.from({ length: width }, (_, j) => {
    const sample: number[] = []
    for (let i = 0; i < rows.length; i += stride) sample.push(values[rows[i]! * width + j]!)
    return bordersOf(sortedFinite(sample))
  })
}

/** Half of the borders by rank, half evenly over the range: floods are rare, and their levels need borders too. */
function bordersOf(ascending: Float64Array): Float32Array {
  if (ascending.length === 0) return new Float32Array()
  const half = (MOST_BINS - 2) / 2
  const found = new Set<number>()
  const [first, last] = [ascending[0]!, ascending[ascending.length - 1]!]
  for (let i = 1; i <= half; i += 1) {
    found.add(Math.fround(ascending[Math.floor((i * (ascending.length - 1)) / (half + 1))]!))
    found.add(Math.fround(first + (i * (last - first)) / (half + 1)))
  }
  return Float32Array.from(found).sort()
}

/** Bin of every value, `[row][feature]`. */
export function binRows(borders: Borders, values: Float32Array, width: number): Uint8Array {
  const bins = new Uint8Array(values.length)
  for (let at = 0; at < values.length; at += 1) bins[at] = binOf(borders[at % width]!, values[at]!)
  return bins
}

function binOf(borders: Float32Array, value: number): number {
  if (Number.isNaN(value)) return 0
  let low = 0
  let high = borders.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (borders[middle]! < value) low = middle + 1
    else high = middle
  }
  return low + 1
}
