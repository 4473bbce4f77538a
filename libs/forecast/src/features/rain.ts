import { MS_PER_HOUR } from '#libs/platform'
import type { Series } from '../forecaster'
import { lastAtOrBefore } from './search'

/** Rain of one gauge as a running total, so that a sum over any window is one subtraction. */
export interface RainTotals {
  /** Ascending, ms. */
  readonly times: Float64Array
  /** Millimetres fallen until each reading. */
  readonly total: Float64Array
  /** Hours measured until each reading. */
  readonly covered: Float64Array
  /** Millimetres until each reading, each fading with a time constant of {@link WETNESS_HOURS}. */
  readonly wetness: Float64Array
}

/** Time constant of the antecedent wetness, hours. */
export const WETNESS_HOURS = 120
/** No rain gauge reports more, mm/h (the largest hourly rain on record is near 300). */
const MOST_RAIN = 300
/** A reading speaks for at most this time before it. */
const REACH_MS = 1.5 * MS_PER_HOUR

export function rainTotals(series: Series): RainTotals {
  const kept: number[] = []
  for (let i = 0; i < series.times.length; i += 1) if (series.values[i]! >= 0 && series.values[i]! <= MOST_RAIN) kept.push(i)
  const times = Float64Array.from(kept, (i) => series.times[i]!)
  const [total, covered, wetness] = [new Float64Array(kept.length), new Float64Array(kept.length), new Float64Array(kept.length)]
  for (let i = 0; i < kept.length; i += 1) {
    const gap = i > 0 ? times[i]! - times[i - 1]! : MS_PER_HOUR
    const hours = Math.min(gap, REACH_MS) / MS_PER_HOUR
    const fell = series.values[kept[i]!]! * hours
    total[i] = (total[i - 1] ?? 0) + fell
    covered[i] = (covered[i - 1] ?? 0) + hours
    wetness[i] = (wetness[i - 1] ?? 0) * Math.exp(-gap / MS_PER_HOUR / WETNESS_HOURS) + fell
  }
  return { times, total, covered, wetness }
}

/** Millimetres in the hours before the issue time, scaled up for what was not measured; NaN when under half was. */
export function rainSum(rain: RainTotals, issuedAt: number, hours: number): number {
  const last = lastAtOrBefore(rain.times, issuedAt)
  const first = lastAtOrBefore(rain.times, issuedAt - hours * MS_PER_HOUR)
  if (last < 0) return NaN
  const covered = rain.covered[last]! - (rain.covered[first] ?? 0)
  if (covered < 0.5 * hours) return NaN
  return ((rain.total[last]! - (rain.total[first] ?? 0)) * hours) / Math.max(covered, 0.9 * hours)
}

/** Antecedent wetness at the issue time, millimetres; NaN when the gauge has been silent for a day. */
export function rainWetness(rain: RainTotals, issuedAt: number): number {
  const last = lastAtOrBefore(rain.times, issuedAt)
  if (last < 0) return NaN
  const age = (issuedAt - rain.times[last]!) / MS_PER_HOUR
  return age > 24 ? NaN : rain.wetness[last]! * Math.exp(-age / WETNESS_HOURS)
}
