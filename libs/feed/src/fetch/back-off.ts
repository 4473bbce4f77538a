const MS_PER_MINUTE = 60_000
const FIRST_MS = MS_PER_MINUTE
const LEAST_LONGEST_MS = 10 * MS_PER_MINUTE
/** Installations that failed together must not come back together. */
const JITTER = 0.2

/**
 * How long to wait before a source is asked again: its interval when it answered; after failures a minute, doubled each time, up to
 * its interval or ten minutes, whichever is longer; never sooner than it asked for (Retry-After).
 *
 * @param random 0 to 1
 */
export function nextFetchMs(everyMinutes: number, failures: number, random: number, retryAfterMs = 0): number {
  const interval = everyMinutes * MS_PER_MINUTE
  const wait = failures === 0 ? interval : Math.min(FIRST_MS * 2 ** Math.min(failures - 1, 20), Math.max(interval, LEAST_LONGEST_MS))
  const jitter = 1 + JITTER * (random * 2 - 1)
  return Math.max(Math.round(failures === 0 ? wait * (1 + (JITTER / 4) * (random * 2 - 1)) : wait * jitter), retryAfterMs)
}
