import { MS_PER_HOUR } from './hours'

/** Hours above a level that are less than this apart are one episode. */
export const EPISODE_GAP_HOURS = 12

/**
 * Where an episode begins: the first instant at or above the level after one below it, unless the last instant above it is less than
 * {@link EPISODE_GAP_HOURS} before. An episode that is already going on at the first instant has no known onset; a silence ends none.
 *
 * @param times ascending, ms
 * @param isAbove one for each time
 * @returns the indices of the onsets
 */
export function onsets(times: ArrayLike<number>, isAbove: (index: number) => boolean): number[] {
  const found: number[] = []
  let lastAbove: number | undefined
  for (let i = 0; i < times.length; i++) {
    if (!isAbove(i)) continue
    const at = times[i] as number
    const rises = i > 0 && !isAbove(i - 1)
    if (rises && (lastAbove === undefined || at - lastAbove >= EPISODE_GAP_HOURS * MS_PER_HOUR)) found.push(i)
    lastAbove = at
  }
  return found
}
