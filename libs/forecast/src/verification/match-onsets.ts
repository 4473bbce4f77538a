import { MS_PER_HOUR } from './hours'

/** A forecast onset is right when an observed one lies within this of it, before or after. */
export const ONSET_TOLERANCE_HOURS = 3

/** An onset that was observed, forecast or both: the pair of forecast and truth at which it lies. */
export type Onset =
  | { readonly observed: number; readonly forecast: number | undefined }
  | { readonly observed?: undefined; readonly forecast: number }

/** The pair that an onset belongs to: the observed one's, or the false alarm's. */
export const pairOf = (onset: Onset): number => (onset.observed === undefined ? onset.forecast : onset.observed)

/**
 * Puts observed onsets and forecast ones together. Onsets of one kind are an episode's gap apart, which is more than twice the tolerance:
 * no two can ask for the same partner.
 *
 * @param times when each pair of forecast and truth holds, ms, ascending
 * @param observed indices into the times, ascending
 * @param forecast indices into the times, ascending
 */
export function matchOnsets(times: ArrayLike<number>, observed: readonly number[], forecast: readonly number[]): Onset[] {
  const isNear = (a: number, b: number) => Math.abs((times[a] as number) - (times[b] as number)) <= ONSET_TOLERANCE_HOURS * MS_PER_HOUR
  const seen = observed.map((onset) => ({ observed: onset, forecast: forecast.find((named) => isNear(named, onset)) }))
  const hits = new Set(seen.map((each) => each.forecast))
  return [...seen, ...forecast.filter((named) => !hits.has(named)).map((named) => ({ forecast: named }))]
}

export interface OnsetCounts {
  readonly events: number
  readonly hits: number
  readonly misses: number
  readonly falseAlarms: number
}

export function countOnsets(found: readonly Onset[]): OnsetCounts {
  const events = found.filter(({ observed }) => observed !== undefined).length
  const hits = found.filter(({ observed, forecast }) => observed !== undefined && forecast !== undefined).length
  return { events, hits, misses: events - hits, falseAlarms: found.length - events }
}
