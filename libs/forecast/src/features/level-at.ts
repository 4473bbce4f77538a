import type { CleanLevels } from './clean-levels'
import { lastAtOrBefore } from './search'

/** Longest gap between two readings that a straight line may bridge. */
const BRIDGE_MS = 13 * 3_600_000
const LOOK_BACK = 80

/** Index of the latest reading at or before an instant that may be used at an issue time, -1 when there is none. */
export function usableIndex(levels: CleanLevels, issuedAt: number, at: number): number {
  const start = lastAtOrBefore(levels.times, at)
  for (let i = start; i >= 0 && i > start - LOOK_BACK; i -= 1) {
    if (levels.usableFrom[i]! <= issuedAt && issuedAt < levels.usableUntil[i]!) return i
  }
  return -1
}

/**
 * Level at an instant as known at the issue time, metres: on the line between the readings around it when both are known,
 * else the last one while it is fresh; NaN when nothing tells.
 */
export function levelAt(levels: CleanLevels, issuedAt: number, at: number): number {
  const before = usableIndex(levels, issuedAt, at)
  if (before < 0) return NaN
  const time = levels.times[before]!
  const value = levels.values[before]!
  if (time === at) return value
  for (let i = before + 1; i < levels.times.length && levels.times[i]! <= issuedAt && i <= before + LOOK_BACK; i += 1) {
    if (levels.times[i]! <= at || levels.usableFrom[i]! > issuedAt || issuedAt >= levels.usableUntil[i]!) continue
    const gap = levels.times[i]! - time
    if (gap > BRIDGE_MS) break
    return value + ((at - time) / gap) * (levels.values[i]! - value)
  }
  return at - time <= levels.limits.staleMs ? value : NaN
}
