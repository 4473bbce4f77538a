import { ratio, skill } from './level-scores'
import { countOnsets, type Onset } from './match-onsets'
import { MS_PER_HOUR } from './hours'

/** With fewer observed onsets than this a score would be chance. */
export const FEWEST_EVENTS = 10

/** Scores of reaching a level; all but `events` are null below {@link FEWEST_EVENTS}, or where there is nothing to divide by. */
export interface SeverityScores {
  /** Observed onsets, by episode. */
  readonly events: number
  /** Mean squared difference of the probability and what came (1 reached, 0 not), over all pairs. */
  readonly brier: number | null
  /** 1 - Brier / Brier of always saying the climatology. */
  readonly brierSkill: number | null
  /** Share of the observed onsets that were forecast. */
  readonly pod: number | null
  /** Share of the forecast onsets that did not come. */
  readonly far: number | null
  /** Hits / (hits + misses + false alarms). */
  readonly csi: number | null
  /** Hours from the issue of the alarm to the observed onset, median over the hits; below 0 when the alarm came after it. */
  readonly medianLeadHours: number | null
}

export interface SeverityPairs {
  /** Probability of being at or above the level at issue + lead. */
  readonly probability: Float64Array
  /** Whether it was, 1 or 0. */
  readonly reached: Uint8Array
  /** Share of the training period's pairs that reached it; undefined when there are none. */
  readonly climatology: number | undefined
  readonly onsets: readonly Onset[]
  /** When the forecast of each pair that an onset names was issued, and when it holds, ms. */
  readonly issuedAt: ArrayLike<number>
  readonly validAt: ArrayLike<number>
}

export function scoreSeverity(pairs: SeverityPairs): SeverityScores {
  const { events, hits, misses, falseAlarms } = countOnsets(pairs.onsets)
  if (events < FEWEST_EVENTS) return { events, brier: null, brierSkill: null, pod: null, far: null, csi: null, medianLeadHours: null }
  const brier = brierScore(pairs.reached, (i) => pairs.probability[i] as number)
  const { climatology } = pairs
  const reference = climatology === undefined ? null : brierScore(pairs.reached, () => climatology)
  return {
    events,
    brier,
    brierSkill: brier === null || reference === null ? null : skill(brier, reference),
    pod: ratio(hits, events),
    far: ratio(falseAlarms, hits + falseAlarms),
    csi: ratio(hits, hits + misses + falseAlarms),
    medianLeadHours: median(leadsOfHits(pairs)),
  }
}

/** Mean squared difference of a probability and what came. */
export function brierScore(reached: Uint8Array, probability: (pair: number) => number): number | null {
  return ratio(
    reached.reduce((sum, came, i) => sum + (probability(i) - came) ** 2, 0),
    reached.length,
  )
}

type Instants = Pick<SeverityPairs, 'onsets' | 'issuedAt' | 'validAt'>

/** Hours from the alarm's issue to the observed onset, one for each hit, ascending; below 0 when the alarm came after it. */
export function leadsOfHits({ onsets, issuedAt, validAt }: Instants): number[] {
  return onsets
    .flatMap(({ observed, forecast }) =>
      observed === undefined || forecast === undefined
        ? []
        : [((validAt[observed] as number) - (issuedAt[forecast] as number)) / MS_PER_HOUR],
    )
    .toSorted((a, b) => a - b)
}

/** The middle one of ascending values; null of none. */
export function median(ascending: readonly number[]): number | null {
  const middle = Math.floor(ascending.length / 2)
  const [below, above] = [ascending[middle - 1], ascending[middle]]
  if (above === undefined) return null
  return ascending.length % 2 === 1 || below === undefined ? above : (below + above) / 2
}
