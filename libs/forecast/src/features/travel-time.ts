import { MS_PER_HOUR } from '#libs/platform'
import type { CleanLevels } from './clean-levels'
import { levelAt } from './level-at'

/** How strongly and how much later a rise at one post is followed by a rise at the target. */
export interface Travel {
  /** Hours from the post to the target; 0 when they rise together. */
  readonly hours: number
  /** Correlation of the rises at that lag. */
  readonly correlation: number
}

const LONGEST_HOURS = 30
const RISE_HOURS = 3
const MOST_INSTANTS = 12_000

/** Travel time by cross-correlation of rises over 3 h before an instant. Lags run on whole hours. */
export function travelTime(post: CleanLevels, target: CleanLevels, until: number): Travel {
  const instants = target.times.filter((time) => time < until)
  const stride = Math.max(1, Math.ceil(instants.length / MOST_INSTANTS))
  const sums = Array.from({ length: LONGEST_HOURS + 1 }, () => new Float64Array(6))
  for (let i = 0; i < instants.length; i += stride) {
    const at = instants[i]!
    const risen = rise(target, at, at)
    if (Number.isNaN(risen)) continue
    for (let lag = 0; lag <= LONGEST_HOURS; lag += 1) {
      const before = rise(post, at, at - lag * MS_PER_HOUR)
      if (!Number.isNaN(before)) add(sums[lag]!, before, risen)
    }
  }
  let best: Travel = { hours: 0, correlation: 0 }
  for (let hours = 0; hours <= LONGEST_HOURS; hours += 1) {
    const correlation = correlationOf(sums[hours]!)
    if (correlation > best.correlation) best = { hours, correlation }
  }
  return best
}

const rise = (levels: CleanLevels, issuedAt: number, at: number) =>
  levelAt(levels, issuedAt, at) - levelAt(levels, issuedAt, at - RISE_HOURS * MS_PER_HOUR)

function add(sums: Float64Array, x: number, y: number): void {
  ;[1, x, y, x * x, y * y, x * y].forEach((term, i) => (sums[i]! += term))
}

function correlationOf(sums: Float64Array): number {
  const [n = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0] = sums
  const spread = (xx - (x * x) / n) * (yy - (y * y) / n)
  return n < 50 || !(spread > 0) ? 0 : (xy - (x * y) / n) / Math.sqrt(spread)
}
