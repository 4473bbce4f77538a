/**
 * Quality rules for one reading or two, each pure: the evidence when the rule speaks, undefined when it does not.
 * Source of the kinds: Delft-FEWS validation rule sets (hard limits, rate of change, same reading).
 */
import type { Level, QualityFlag } from './flag'
import type { QualitySettings } from './settings'

const MS_PER_HOUR = 3_600_000

/** Outside what the station can measure. A value equal to a limit passes. */
export function range({ value }: Level, { hardMin, hardMax }: QualitySettings): QualityFlag | undefined {
  if (value < hardMin) return { rule: 'range', measured: value, limit: hardMin }
  if (value > hardMax) return { rule: 'range', measured: value, limit: hardMax }
  return undefined
}

/** A number by which the instrument says "no value". */
export const sentinel = ({ value }: Level, { sentinels }: QualitySettings): QualityFlag | undefined =>
  sentinels.includes(value) ? { rule: 'sentinel', measured: value, limit: value } : undefined

/** Exactly zero where zero stands for "no value". */
export const placeholderZero = ({ value }: Level, { zeroIsMissing }: QualitySettings): QualityFlag | undefined =>
  zeroIsMissing && value === 0 ? { rule: 'placeholder-zero', measured: 0, limit: 0 } : undefined

/** Too old at receipt to say anything about now. */
export function stale({ at }: Level, receivedAt: number, { staleHours }: QualitySettings): QualityFlag | undefined {
  const hours = (receivedAt - at) / MS_PER_HOUR
  return hours > staleHours ? { rule: 'stale', measured: hours, limit: staleHours } : undefined
}

/**
 * Rose or fell faster than this river can, against the last accepted reading; a change equal to the limit passes. The allowance
 * grows with the time since that reading, so a change that goes on is believed in the end; a step that then stands still is held
 * by the datum jump rule, where the post has one.
 *
 * @throws RangeError when `current` is not the later one: ordering belongs to the caller
 */
export function rateOfChange(previous: Level, current: Level, { risePerHour, fallPerHour }: QualitySettings): QualityFlag | undefined {
  const hours = (current.at - previous.at) / MS_PER_HOUR
  if (hours <= 0) throw new RangeError('readings out of order')
  const measured = (current.value - previous.value) / hours
  if (measured > risePerHour) return { rule: 'rate-of-rise', measured, limit: risePerHour }
  if (-measured > fallPerHour) return { rule: 'rate-of-fall', measured: -measured, limit: fallPerHour }
  return undefined
}

/** One value for too long, over enough readings to know it: hours of sameness against the allowed. */
export function stuck(
  runSince: number,
  runLength: number,
  current: Level,
  { stuckHours }: QualitySettings,
  fewest = 5,
): QualityFlag | undefined {
  const hours = (current.at - runSince) / MS_PER_HOUR
  return runLength >= fewest && hours >= stuckHours ? { rule: 'stuck', measured: hours, limit: stuckHours } : undefined
}
