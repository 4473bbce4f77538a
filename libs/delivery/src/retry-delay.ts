/** After this many attempts that provably did not leave, an intent has failed. */
export const MOST_ATTEMPTS = 5
const BACKOFF_MS: readonly number[] = [5_000, 15_000, 60_000, 240_000]

/**
 * How long to wait after an attempt that did not leave.
 *
 * @param attempt the one that did not leave, from 1
 * @param retryAfterMs what the provider asked for; longer than our own pause it wins
 * @returns undefined when there is no further attempt
 */
export function retryDelayMs(attempt: number, retryAfterMs: number): number | undefined {
  const pause = BACKOFF_MS[attempt - 1]
  return attempt >= MOST_ATTEMPTS || pause === undefined ? undefined : Math.max(pause, retryAfterMs)
}
