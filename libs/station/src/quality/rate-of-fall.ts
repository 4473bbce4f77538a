import { type AcceptedReading, changeSince, ROUNDING_METRES } from './rate-of-change'
import type { QualityFlag, StationQuality } from './station-quality'

/**
 * Flags a water level that fell faster than this river can: water drains more slowly than it comes.
 *
 * @param lastGood last accepted reading of the same station; without one within six hours nothing is flagged
 * @param at       time of the reading under test, ms; `value` in metres above the station's own zero
 * @returns evidence in metres per hour, a fall being positive; a fall equal to the limit passes
 * Source: "rate of fall" check, Delft-FEWS validation rule sets (publicwiki.deltares.nl).
 */
export function rateOfFall(lastGood: AcceptedReading | undefined, at: number, value: number, { fallPerHour }: StationQuality): QualityFlag | undefined {
  const change = changeSince(lastGood, at, value)
  if (!change || -change.metres <= fallPerHour * change.hours + ROUNDING_METRES) return undefined
  return { rule: 'rate-of-fall', measured: -change.metres / change.hours, limit: fallPerHour }
}
