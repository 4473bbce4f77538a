const FIRST_MS = 500
const LONGEST_MS = 60_000

/** Twice as long each time, up to a minute, less up to a quarter by chance: those that failed together do not come back together. */
export function retryDelayMs(failures: number, chance: () => number = Math.random): number {
  const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 16))
  return Math.round(whole * (1 - chance() / 4))
}
