import { MS_PER_MINUTE } from '#libs/platform'

/** Rain that one gauge measured (or one forecast foresees) in the interval that ends at an instant. */
export interface RainInterval {
  /** ms since the epoch. */
  readonly endsAt: number
  readonly minutes: number
  readonly mm: number
  /** Quality control does not believe it: never summed, only counted. */
  readonly suspect: boolean
}

/** A stretch of time with an even rain rate. */
interface Piece {
  readonly from: number
  readonly to: number
  readonly mmPerMs: number
}

/** What is known of the rain at one place: pieces in order that do not overlap, and what was left out of them. */
export interface RainRecord {
  readonly pieces: readonly Piece[]
  readonly suspects: readonly RainInterval[]
}

export interface RainSum {
  /** mm over the window; null where too little of it is known. Not scaled up: what fell in a gap comes on top. */
  readonly mm: number | null
  /** Share of the window that is known, 0 to 1. */
  readonly coverage: number
  /** Suspect intervals that touch the window. */
  readonly suspect: number
}

/** A window of which less is known has no sum: unknown is not dry. */
export const LEAST_COVERAGE = 0.7

const startOf = ({ endsAt, minutes }: RainInterval): number => endsAt - minutes * MS_PER_MINUTE
const isFiner = (one: RainInterval, other: RainInterval): boolean =>
  one.minutes === other.minutes ? one.endsAt < other.endsAt : one.minutes < other.minutes

/** Lays intervals side by side, in any order given. Where two overlap the finer one speaks, so that no millimetre counts twice. */
export function rainRecord(intervals: readonly RainInterval[]): RainRecord {
  const isUsable = ({ suspect, mm, minutes }: RainInterval): boolean => !suspect && mm >= 0 && minutes > 0
  const good = intervals.filter(isUsable).toSorted((a, b) => startOf(a) - startOf(b))
  const bounds = [...new Set(good.flatMap((each) => [startOf(each), each.endsAt]))].toSorted((a, b) => a - b)
  const pieces: Piece[] = []
  let active: RainInterval[] = []
  let next = 0
  for (const [index, from] of bounds.entries()) {
    const to = bounds[index + 1]
    if (to === undefined) break
    active = active.filter((each) => each.endsAt > from)
    for (let each = good[next]; each && startOf(each) <= from; each = good[++next]) active.push(each)
    const [first, ...rest] = active
    if (!first) continue
    const finest = rest.reduce((best, each) => (isFiner(each, best) ? each : best), first)
    pieces.push({ from, to, mmPerMs: finest.mm / (finest.minutes * MS_PER_MINUTE) })
  }
  return { pieces, suspects: intervals.filter((each) => !isUsable(each)) }
}

/**
 * Rain over a window. An interval that straddles its edge gives the share that lies inside.
 *
 * @param from start of the window, ms since the epoch
 * @param to its end
 * @throws RangeError when the window is empty
 */
export function rainSum({ pieces, suspects }: RainRecord, from: number, to: number): RainSum {
  if (to <= from) throw new RangeError(`a rain window ends after it begins: ${from} to ${to}`)
  let covered = 0
  let mm = 0
  for (let index = firstAfter(pieces, from); index < pieces.length; index += 1) {
    const piece = pieces[index] as Piece
    if (piece.from >= to) break
    const inside = Math.min(piece.to, to) - Math.max(piece.from, from)
    covered += inside
    mm += inside * piece.mmPerMs
  }
  const coverage = covered / (to - from)
  const suspect = suspects.filter((each) => each.endsAt > from && startOf(each) < to).length
  return { mm: coverage < LEAST_COVERAGE ? null : mm, coverage, suspect }
}

/** The same window at several places. */
export const sumsOf = (records: ReadonlyMap<string, RainRecord>, from: number, to: number): Map<string, RainSum> =>
  new Map([...records].map(([place, record]) => [place, rainSum(record, from, to)]))

/** Index of the first piece that ends after an instant. */
function firstAfter(pieces: readonly Piece[], at: number): number {
  let low = 0
  let high = pieces.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((pieces[middle] as Piece).to <= at) low = middle + 1
    else high = middle
  }
  return low
}
