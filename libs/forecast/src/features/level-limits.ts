import { MS_PER_HOUR } from '#libs/platform'
import type { Series } from '../forecaster'
import { quantileOfSorted, sortedFinite } from './quantile'

/** What is usual at one level post, learned from its past: what lies far outside is not believed. Metres and ms. */
export interface LevelLimits {
  /** Below is no water level of this post; a low-water sensor fault shows as this. */
  readonly lowest: number
  /** Above is no water level of this post; far above the record, for a record flood must pass. */
  readonly highest: number
  /** A larger step up or down between neighbouring readings is not believed until the next readings agree. */
  readonly jumpUp: number
  readonly jumpDown: number
  /** A step larger than this which is taken back by the next reading was a spike. */
  readonly spike: number
  /** Usual and long time between readings. */
  readonly cadenceMs: number
  readonly staleMs: number
  /** Above this level the same value for longer than `stuckMs` means a stuck sensor; below it, longer than `stuckLowMs`. */
  readonly stuckAbove: number
  readonly stuckMs: number
  readonly stuckLowMs: number
}

const HALF_DAY = 13 * MS_PER_HOUR

/**
 * Limits from the readings before an instant. High quantiles, never the largest value: a record already holds datum
 * jumps, spikes and dead sensors, and the largest of them would blind every later check.
 */
export function learnLevelLimits(series: Series, until: number): LevelLimits {
  const known = series.times.filter((time) => time < until).length
  const levels = sortedFinite(series.values.subarray(0, known))
  const [low, middle, high] = [quantileOfSorted(levels, 0.005), quantileOfSorted(levels, 0.5), quantileOfSorted(levels, 0.999)]
  const span = Math.max(high - low, 0.05)
  const lowest = low - Math.max(0.75 * (middle - low), 0.1 * span)
  const highest = high + 2 * span
  const gaps: number[] = []
  for (let i = 1; i < known; i += 1) gaps.push(series.times[i]! - series.times[i - 1]!)
  const sortedGaps = sortedFinite(gaps)
  const cadenceMs = Math.max(quantileOfSorted(sortedGaps, 0.5) || MS_PER_HOUR, MS_PER_HOUR / 60)
  const staleMs = Math.min(Math.max(1.5 * (quantileOfSorted(sortedGaps, 0.9) || 0), 2 * MS_PER_HOUR), HALF_DAY)
  const inRange = (value: number) => value >= lowest && value <= highest
  const steps: number[] = []
  const falls: number[] = []
  for (let i = 1; i < known; i += 1) {
    const [before, now] = [series.values[i - 1]!, series.values[i]!]
    if (gaps[i - 1]! > 1.5 * cadenceMs || !inRange(before) || !inRange(now)) continue
    steps.push(Math.abs(now - before))
    falls.push(Math.max(before - now, 0))
  }
  const sortedSteps = sortedFinite(steps)
  const stuckAbove = quantileOfSorted(levels, 0.9)
  const [highRuns, lowRuns] = runsOfEqual(series, known, stuckAbove)
  return {
    lowest,
    highest,
    jumpUp: Math.max(4 * (quantileOfSorted(sortedSteps, 0.9995) || 0), 0.3 * span),
    jumpDown: Math.max(3 * (quantileOfSorted(sortedFinite(falls), 0.9995) || 0), 0.2 * span),
    spike: Math.max(quantileOfSorted(sortedSteps, 0.99) || 0, 0.02 * span),
    cadenceMs,
    staleMs,
    stuckAbove,
    stuckMs: Math.max(12 * MS_PER_HOUR, 6 * cadenceMs, 1.5 * longRun(highRuns)),
    stuckLowMs: Math.max(48 * MS_PER_HOUR, 12 * cadenceMs, 1.5 * longRun(lowRuns)),
  }
}

/** How long the same value stayed, above and below a level, ascending, ms. */
function runsOfEqual(series: Series, known: number, above: number): [Float64Array, Float64Array] {
  const high: number[] = []
  const low: number[] = []
  let began = 0
  for (let i = 1; i <= known; i += 1) {
    if (i < known && series.values[i] === series.values[began]) continue
    const runs = series.values[began]! > above ? high : low
    runs.push(series.times[i - 1]! - series.times[began]!)
    began = i
  }
  return [sortedFinite(high), sortedFinite(low)]
}

/** All runs longer than this take up one part in a hundred of the time, ms. */
function longRun(ascending: Float64Array): number {
  let left = 0.01 * ascending.reduce((sum, run) => sum + run, 0)
  for (let i = ascending.length - 1; i >= 0; i -= 1) {
    left -= ascending[i]!
    if (left < 0) return ascending[i]!
  }
  return 0
}
