/** Index of the last of the ascending times at or before an instant, -1 when all are later. */
export function lastAtOrBefore(times: Float64Array, instant: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (times[middle]! <= instant) low = middle + 1
    else high = middle
  }
  return low - 1
}
