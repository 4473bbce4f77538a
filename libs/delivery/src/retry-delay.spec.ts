import { MOST_ATTEMPTS, retryDelayMs } from './retry-delay'

describe('the pause after an attempt that did not leave', () => {
  it.each([
    [1, 5_000],
    [2, 15_000],
    [3, 60_000],
    [4, 240_000],
  ])('grows: %i', (attempt, ms) => expect(retryDelayMs(attempt, 0)).toBe(ms))
  it('is as long as the provider asks', () => expect(retryDelayMs(1, 30_000)).toBe(30_000))
  it('ends with the last attempt', () => expect(retryDelayMs(MOST_ATTEMPTS, 0)).toBeUndefined())
})
