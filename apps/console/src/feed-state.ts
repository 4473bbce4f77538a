import type { FeedState, FeedView, Situation } from '#libs/contract'

/** Worst first. */
export const FEED_STATES: readonly FeedState[] = ['dead', 'stale', 'late', 'waiting', 'ok', 'off']

const rank = (state: FeedState): number => FEED_STATES.indexOf(state)
const since = (instant: string | null): number => (instant === null ? Number.POSITIVE_INFINITY : Date.parse(instant))

type Placed = Pick<FeedView, 'source' | 'state' | 'stateSince'>

/** The worst first, of equals the one that has been so for longest. */
export const byTrouble = (a: Placed, b: Placed): number => {
  const worse = rank(a.state) - rank(b.state)
  if (worse !== 0) return worse
  const [left, right] = [since(a.stateSince), since(b.stateSince)]
  return left === right ? a.source.localeCompare(b.source) : left - right
}

/** How many sources are in each state that occurs, worst first. */
export const countStates = (feeds: readonly Pick<FeedView, 'state'>[]): { state: FeedState; count: number }[] =>
  FEED_STATES.map((state) => ({ state, count: feeds.filter((feed) => feed.state === state).length })).filter(({ count }) => count > 0)

/** The worst state among the sources in trouble; null when none is. */
export const worstState = (feeds: Situation['feeds']): FeedState | null =>
  FEED_STATES.find((state) => feeds.some((feed) => feed.state === state)) ?? null
