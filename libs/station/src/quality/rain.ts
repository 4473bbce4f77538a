/** Quality rules for rain, each pure. Amounts in mm over the interval that ends at the reading. */
import type { QualityFlag } from './flag'
import type { RainSettings } from './settings'

const MS_PER_HOUR = 3_600_000
const MINUTES_PER_HOUR = 60
const MINUTES_PER_DAY = 1_440

/**
 * The most that can fall grows more slowly than time: the greatest falls on earth follow 422 mm times hours to the power 0.475
 * (WMO-No. 1045, Manual on Estimation of Probable Maximum Precipitation; Jennings 1950).
 */
const DURATION_EXPONENT = 0.475

/** The most that can fall in an interval, mm. An amount without an interval is taken as a day's: more cannot be known of it. */
export const mostRain = (hardMaxPerHour: number, intervalMinutes = MINUTES_PER_DAY): number =>
  hardMaxPerHour * (intervalMinutes / MINUTES_PER_HOUR) ** DURATION_EXPONENT

/** Less than nothing, or more than can fall in the interval. An amount equal to a limit passes. */
export function rainRange(amount: number, intervalMinutes: number | undefined, { hardMaxPerHour }: RainSettings): QualityFlag | undefined {
  if (amount < 0) return { rule: 'range', measured: amount, limit: 0 }
  const limit = mostRain(hardMaxPerHour, intervalMinutes)
  return amount > limit ? { rule: 'range', measured: amount, limit } : undefined
}

/** A mark by which the source says "not measured". */
export const rainSentinel = (amount: number, { sentinels }: RainSettings): QualityFlag | undefined =>
  sentinels.includes(amount) ? { rule: 'sentinel', measured: amount, limit: amount } : undefined

/**
 * The first amount after a silence that is too large for its interval to be believed: the gauge counted on while nobody heard it.
 * Measured and limit in mm.
 */
export function accumulated(
  reading: { readonly at: number; readonly value: number },
  previousAt: number | undefined,
  { accumulation }: RainSettings,
): QualityFlag | undefined {
  if (!accumulation || previousAt === undefined || reading.at - previousAt <= accumulation.hours * MS_PER_HOUR) return undefined
  return reading.value > accumulation.amount ? { rule: 'accumulated', measured: reading.value, limit: accumulation.amount } : undefined
}

/** One amount above a single tip, over and over: hours of sameness against the allowed. Zero is no rain and may go on. */
export function stuckRain(
  run: { readonly value: number; readonly since: number; readonly length: number },
  at: number,
  { stuckHours, tip = 0 }: RainSettings,
  fewest = 5,
): QualityFlag | undefined {
  if (stuckHours === undefined || run.value <= tip || run.length < fewest) return undefined
  const hours = (at - run.since) / MS_PER_HOUR
  return hours >= stuckHours ? { rule: 'stuck', measured: hours, limit: stuckHours } : undefined
}
