import { type AcceptedReading, changeSince, ROUNDING_METRES } from './rate-of-change'
import type { QualityFlag, StationQuality } from './station-quality'

/**
 * Flags a water level that rose faster than this river can.
 *
 * @param lastGood last accepted reading of the same station; without one within six hours nothing is flagged
 * @param at       time of the reading under test, ms; `value` in metres above the station's own zero
 * @returns evidence in metres per hour; a rise equal to the limit passes
 * Source: "rate of rise" check, Delft-FEWS validation rule sets (publicwiki.deltares.nl).
 */
export function rateOfRise(lastGood: AcceptedReading | undefined, at: number, value: number, { risePerHour }: StationQuality): QualityFlag | undefined {
  const change = changeSince(lastGood, at, value)
  if (!change || change.metres <= risePerHour * change.hours + ROUNDING_METRES) return undefined
  return { rule: 'rate-of-rise', measured: change.metres / change.hours, limit: risePerHour }
}
