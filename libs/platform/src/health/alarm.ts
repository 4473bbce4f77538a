/** What one part of the installation looked like when it was last checked. */
export interface PartState {
  readonly failures: number
  readonly successes: number
  /** Whether the duty officer has been told that the part is down. */
  readonly paged: boolean
  readonly failingSince?: Date
}

export type PageKind = 'down' | 'up'

export const HEALTHY: PartState = Object.freeze({ failures: 0, successes: 0, paged: false })

/** Checks in a row before a failure is told, and before a recovery is believed: one hiccup wakes nobody, nothing flaps. */
export const FAILURES_TO_PAGE = 3
export const SUCCESSES_TO_CLEAR = 3

/** Takes one check of a part; answers whether the duty officer is to be told, once per outage. */
export function takeCheck(state: PartState, ok: boolean, at: Date): { state: PartState; page?: PageKind } {
  if (ok) {
    const successes = state.successes + 1
    if (!state.paged) return { state: { failures: 0, successes, paged: false } }
    if (successes < SUCCESSES_TO_CLEAR) return { state: { ...state, failures: 0, successes } }
    return { state: { failures: 0, successes, paged: false }, page: 'up' }
  }
  const failures = state.failures + 1
  const failingSince = state.failingSince ?? at
  if (state.paged || failures < FAILURES_TO_PAGE) return { state: { ...state, failures, successes: 0, failingSince } }
  return { state: { failures, successes: 0, paged: true, failingSince }, page: 'down' }
}
