import { MS_PER_HOUR } from './station-quality'

/** An accepted reading: `at` in ms, `value` in metres above the station's zero. */
export interface AcceptedReading {
  readonly at: number
  readonly value: number
}

/** An accepted reading older than this says nothing about how fast the river may have moved. */
export const RATE_WINDOW_HOURS = 6
/** Gauges report every ten minutes; two readings closer than that would turn a centimetre of waves into metres per hour. */
export const SHORTEST_STEP_HOURS = 1 / 6
/** Differences of decimal numbers are compared to a micrometre. */
export const ROUNDING_METRES = 1e-6

/**
 * How far a level moved since the last accepted reading and in how many hours. The longer ago that was, the further the river may
 * have gone: a true jump heals by itself within hours.
 *
 * @returns undefined when there is no accepted reading within six hours
 * @throws RangeError when `at` is not the later one: ordering belongs to the caller
 */
export function changeSince(lastGood: AcceptedReading | undefined, at: number, value: number): { metres: number; hours: number } | undefined {
  if (!lastGood) return undefined
  const hours = (at - lastGood.at) / MS_PER_HOUR
  if (hours <= 0) throw new RangeError('readings out of order')
  if (hours > RATE_WINDOW_HOURS) return undefined
  return { metres: value - lastGood.value, hours: Math.max(hours, SHORTEST_STEP_HOURS) }
}
