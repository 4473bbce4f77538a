import type { Series } from '../forecaster'
import { MS_PER_HOUR } from '../verification/hours'

/** A reading counts for an instant when it is no further from it than this. */
const TOLERANCE_MS = 10 * 60_000

/** Rises are measured over this long. */
const RISE_HOURS = 3

/** Levels are sums of decimals: 7.2 - 7.0 is a rise of 0.20 m. */
const ROUNDING = 1e-9

/** The issue times of one lead and the reading that came, ascending. Levels in metres, instants in ms. */
export interface IssuePairs {
  readonly issuedAt: Float64Array
  readonly atIssue: Float64Array
  readonly observed: Float64Array
}

/** From and until (not included) of a period, ms. */
export interface Period {
  readonly from: number
  readonly until: number
}

/**
 * Every reading of a period that has a reading at issue + lead, within ten minutes; of several the nearest, of equally near ones the earlier.
 * @param truthUntil readings from here on are no truth
 */
export function issuePairs({ times, values }: Series, period: Period, leadHours: number, truthUntil = Infinity): IssuePairs {
  const issues: number[] = []
  const truths: number[] = []
  for (let i = firstNotBefore(times, period.from); i < times.length && (times[i] as number) < period.until; i++) {
    const truth = nearest(times, (times[i] as number) + leadHours * MS_PER_HOUR)
    if (truth === undefined || truth === i || (times[truth] as number) >= truthUntil) continue
    issues.push(i)
    truths.push(truth)
  }
  return {
    issuedAt: Float64Array.from(issues, (i) => times[i] as number),
    atIssue: Float64Array.from(issues, (i) => values[i] as number),
    observed: Float64Array.from(truths, (i) => values[i] as number),
  }
}

/** Which issue times are event hours, judged by what is known then: a level, or a rise over the three hours before. */
export interface EventRule {
  readonly level?: number
  readonly rise?: number
}

/** Indices of the pairs that are event hours; undefined when nothing says what an event is. */
export function eventPairs(pairs: IssuePairs, { times, values }: Series, { level, rise }: EventRule): number[] | undefined {
  if (level === undefined && rise === undefined) return undefined
  const isEvent = (at: number, now: number): boolean => {
    if (level !== undefined && now >= level - ROUNDING) return true
    if (rise === undefined) return false
    const before = nearest(times, at - RISE_HOURS * MS_PER_HOUR)
    return before !== undefined && now - (values[before] as number) >= rise - ROUNDING
  }
  return [...pairs.issuedAt.keys()].filter((i) => isEvent(pairs.issuedAt[i] as number, pairs.atIssue[i] as number))
}

/** The reading nearest to an instant and within ten minutes of it. */
function nearest(times: Float64Array, at: number): number | undefined {
  const after = firstNotBefore(times, at)
  const distance = (i: number): number => Math.abs((times[i] ?? Infinity) - at)
  const best = distance(after - 1) <= distance(after) ? after - 1 : after
  return distance(best) <= TOLERANCE_MS ? best : undefined
}

/** Index of the first time that is not before an instant. */
function firstNotBefore(times: Float64Array, at: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((times[middle] as number) < at) low = middle + 1
    else high = middle
  }
  return low
}
