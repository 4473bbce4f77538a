const MS_PER_MINUTE = 60_000
/** Rain of a longer silence belongs to no hour: it is not stored. */
const LONGEST_GAP_MS = 24 * 60 * MS_PER_MINUTE
const PER_MM = 1_000

export interface RainTotal {
  /** ms since the epoch. */
  readonly at: number
  /** mm since the counter began. */
  readonly total: number
}

export type RainOfTotal = { readonly rain: number; readonly intervalMinutes: number } | { readonly reason: string }

/**
 * Turns the totals of one gauge into rain, total by total. The same totals in any order of repetition give the same rain: one that
 * was seen before is answered as it was then, one that comes after a later one is left to that later one, whose difference holds it.
 */
export class RainOfTotals {
  /** Ascending. */
  private readonly known: RainTotal[]
  /** To be remembered beside the known ones. */
  readonly fresh: RainTotal[] = []

  /** @param known what was remembered from the newest total before those to come, ascending */
  constructor(known: readonly RainTotal[]) {
    this.known = [...known]
  }

  /** @param given later than or the same as the totals given before, or it is late */
  take(given: RainTotal): RainOfTotal {
    let index = this.known.findIndex(({ at }) => at >= given.at)
    if (index < 0) {
      index = this.known.push(given) - 1
      this.fresh.push(given)
    } else if (this.known[index]?.at !== given.at) return { reason: 'its rain is part of a later total, which came first' }
    const previous = this.known[index - 1]
    if (!previous) return { reason: 'the first total of this gauge: rain is known from the next on' }
    return rainBetween(previous, this.known[index] ?? given)
  }
}

/** A total smaller than the one before began anew from zero. */
function rainBetween(previous: RainTotal, current: RainTotal): RainOfTotal {
  const gap = current.at - previous.at
  if (gap > LONGEST_GAP_MS) return { reason: `nothing came for ${Math.round(gap / 3_600_000)} hours: rain is known from the next total on` }
  const rain = current.total >= previous.total ? current.total - previous.total : current.total
  return { rain: Math.round(rain * PER_MM) / PER_MM, intervalMinutes: Math.max(1, Math.round(gap / MS_PER_MINUTE)) }
}
