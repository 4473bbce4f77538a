const MS_PER_HOUR = 3_600_000
const USUAL_HOURS = 3
const LONGEST_HOURS = 24

/**
 * How long each step lasts, whole hours: until the next one begins. The last step, and one whose next cannot be read, lasts as long as
 * most others (three hours where there are none).
 * @param starts in the order of the payload, ms since the epoch; undefined where a start cannot be read
 */
export function stepHours(starts: readonly (number | undefined)[]): number[] {
  const untilNext = starts.map((start, i) => wholeHours(start, starts[i + 1]))
  const usual = mostCommon(untilNext) ?? USUAL_HOURS
  return untilNext.map((hours) => hours ?? usual)
}

function wholeHours(start: number | undefined, next: number | undefined): number | undefined {
  if (start === undefined || next === undefined) return undefined
  const hours = (next - start) / MS_PER_HOUR
  return Number.isInteger(hours) && hours >= 1 && hours <= LONGEST_HOURS ? hours : undefined
}

function mostCommon(values: readonly (number | undefined)[]): number | undefined {
  const counts = new Map<number, number>()
  for (const value of values) if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0]
}
