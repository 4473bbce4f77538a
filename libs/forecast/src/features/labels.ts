import { MS_PER_HOUR, MS_PER_MINUTE } from '#libs/platform'
import type { CleanLevels } from './clean-levels'
import { lastAtOrBefore } from './search'

/** What came: the change of the target's level from the last reading at issue, metres; `values` is [lead][row], NaN where unknown. */
export interface Labels {
  readonly changes: readonly Float64Array[]
  /** 1 for a reading at the lead, less for a level between two readings. */
  readonly weights: readonly Float32Array[]
}

const NEAR_MS = 10 * MS_PER_MINUTE
/** A level between two readings this far apart stands in for a reading, with less weight. */
const BRIDGE_MS = 13 * MS_PER_HOUR
const BRIDGED_WEIGHT = 0.3

/** Only readings before `until` are looked at; spikes which the next reading takes back are no truth. */
export function labelRows(
  target: CleanLevels,
  issueTimes: Float64Array,
  last: Float64Array,
  leadsHours: readonly number[],
  until: number,
): Labels {
  const believed: number[] = []
  target.times.forEach((time, i) => {
    if (time < until && target.usableFrom[i]! < Infinity && target.usableUntil[i]! === Infinity) believed.push(i)
  })
  const times = Float64Array.from(believed, (i) => target.times[i]!)
  const levels = Float64Array.from(believed, (i) => target.raw[i]!)
  const changes = leadsHours.map(() => new Float64Array(issueTimes.length).fill(NaN))
  const weights = leadsHours.map(() => new Float32Array(issueTimes.length))
  leadsHours.forEach((lead, k) => {
    issueTimes.forEach((issuedAt, row) => {
      const at = issuedAt + lead * MS_PER_HOUR
      const before = lastAtOrBefore(times, at)
      const after = before + 1
      const [gapBefore, gapAfter] = [at - (times[before] ?? -Infinity), (times[after] ?? Infinity) - at]
      if (Math.min(gapBefore, gapAfter) <= NEAR_MS) {
        changes[k]![row] = levels[gapBefore <= gapAfter ? before : after]! - last[row]!
        weights[k]![row] = 1
      } else if (gapBefore + gapAfter <= BRIDGE_MS) {
        const share = gapBefore / (gapBefore + gapAfter)
        changes[k]![row] = levels[before]! + share * (levels[after]! - levels[before]!) - last[row]!
        weights[k]![row] = BRIDGED_WEIGHT
      }
    })
  })
  return { changes, weights }
}
