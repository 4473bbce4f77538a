/** Quantile of ascending numbers with linear interpolation; NaN of nothing. */
export function quantileOfSorted(ascending: ArrayLike<number>, probability: number): number {
  const last = ascending.length - 1
  if (last < 0) return NaN
  const position = Math.min(Math.max(probability, 0), 1) * last
  const below = Math.floor(position)
  const above = Math.min(below + 1, last)
  return ascending[below]! + (position - below) * (ascending[above]! - ascending[below]!)
}

/** The finite ones among the numbers, ascending. */
export function sortedFinite(values: Iterable<number>): Float64Array {
  return Float64Array.from(values).filter(Number.isFinite).sort()
}

export function quantile(values: Iterable<number>, probability: number): number {
  return quantileOfSorted(sortedFinite(values), probability)
}
