/** `waiting`: nothing came yet, and it is early to complain. */
export type WatchedState = 'ok' | 'late' | 'stale' | 'dead' | 'waiting'

/** Silences after which a source counts as late, stale and dead, minutes. */
export interface FeedLimits {
  readonly late: number
  readonly stale: number
  readonly dead: number
}

/** What the watch knows of a source. Times in ms. */
export interface FeedFacts {
  /** When we began to expect it. */
  readonly watchedSince: number
  /** The last payload that could be used: nonsense under a 200 does not count. */
  readonly lastGoodAt?: number
  /** The newest observation it ever gave; undefined for a source that gives none (alerts). */
  readonly lastObservedAt?: number
  /** Failures on end. */
  readonly failures: number
  readonly lastFailure?: string
}

export interface Verdict {
  readonly state: WatchedState
  /** Why, in words; undefined while all is well. */
  readonly detail?: string
}

const MS_PER_MINUTE = 60_000
/** One late answer is the weather of networks, not a fault. */
const LEAST_LATE = 3
const CONTENT_ALLOWANCE = 2

/** The limits for a source that is to speak every so many minutes, where the region sets none of its own. */
export const usualLimits = (everyMinutes: number): FeedLimits => ({
  late: Math.max(everyMinutes * 2, everyMinutes + LEAST_LATE),
  stale: Math.max(everyMinutes * 4, everyMinutes + LEAST_LATE * 2),
  dead: Math.max(everyMinutes * 8, everyMinutes + LEAST_LATE * 4),
})

/**
 * Judges a source by two ages: of its last usable payload, and of the newest thing that payload knows. A server that goes on
 * answering with yesterday's table is as stale as one that is silent.
 */
export function feedState(facts: FeedFacts, limits: FeedLimits, now: number): Verdict {
  const because = facts.failures > 0 && facts.lastFailure ? `; ${facts.lastFailure}` : ''
  const silence = (now - (facts.lastGoodAt ?? facts.watchedSince)) / MS_PER_MINUTE
  if (facts.lastGoodAt === undefined && silence <= limits.late && facts.failures === 0) return { state: 'waiting' }
  const bySilence = grade(silence, limits)
  const age = facts.lastObservedAt === undefined ? 0 : (now - facts.lastObservedAt) / MS_PER_MINUTE
  const byAge = grade(age / CONTENT_ALLOWANCE, limits)
  if (ORDER[bySilence] >= ORDER[byAge] && bySilence !== 'ok') {
    const since = facts.lastGoodAt === undefined ? 'nothing usable ever came' : `nothing usable for ${Math.round(silence)} min`
    return { state: bySilence, detail: `${since}${because}` }
  }
  if (byAge !== 'ok') return { state: byAge, detail: `it answers, but its newest observation is ${Math.round(age)} min old${because}` }
  return because ? { state: 'ok', detail: because.slice(2) } : { state: 'ok' }
}

const ORDER: Readonly<Record<WatchedState, number>> = { ok: 0, waiting: 0, late: 1, stale: 2, dead: 3 }

const grade = (minutes: number, limits: FeedLimits): WatchedState =>
  minutes > limits.dead ? 'dead' : minutes > limits.stale ? 'stale' : minutes > limits.late ? 'late' : 'ok'

/** Health that lasted this long is a recovery; less is flapping and told to nobody. */
const RECOVERED_MINUTES = 10

/**
 * Whether somebody is to be told: once when it dies, once when it has been well again for a while.
 * @param paged what was told last: 'dead', or null
 */
export function pageFor(state: WatchedState, since: number, paged: string | null, now: number): 'dead' | 'recovered' | undefined {
  if (state === 'dead' && paged !== 'dead') return 'dead'
  if (state === 'ok' && paged === 'dead' && now - since >= RECOVERED_MINUTES * MS_PER_MINUTE) return 'recovered'
  return undefined
}
