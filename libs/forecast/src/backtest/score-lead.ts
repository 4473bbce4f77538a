import { PROBABILITIES } from '../forecaster'
import { scoreLevels } from '../verification/level-scores'
import { matchOnsets, type Onset, pairOf } from '../verification/match-onsets'
import { onsets } from '../verification/onsets'
import { scoreSeverity } from '../verification/severity-scores'
import { type ForecastTable, type LadderStep, pick, rowsOf } from './forecast-table'
import type { IssuePairs } from './issue-pairs'
import type { Scores } from './report'

/** What one lead is judged by, the same for every forecaster. */
export interface LeadTruth {
  readonly pairs: IssuePairs
  /** Issue + lead, one a pair, ms. */
  readonly validAt: Float64Array
  readonly ladder: readonly LadderStep[]
  readonly alarmProbability: number
}

/**
 * Onsets of each step of the ladder, observed and forecast, over all pairs of the lead. A forecast onset is where the probability crosses
 * the alarm's from below; both kinds are told by the same rule of episodes, on the same instants.
 */
export function onsetsOf({ pairs, validAt, ladder, alarmProbability }: LeadTruth, forecasts: ForecastTable): Onset[][] {
  return ladder.map(({ from }, step) => {
    const probability = forecasts.probability[step] as Float64Array
    const observed = onsets(validAt, (i) => (pairs.observed[i] as number) >= from)
    const forecast = onsets(validAt, (i) => (probability[i] as number) >= alarmProbability)
    return matchOnsets(validAt, observed, forecast)
  })
}

/** The pairs to score; all but for event hours. An onset belongs to its own pair: the observed one's, or a false alarm's. */
export interface Subset {
  readonly indices: readonly number[]
  /** Share of the training period's pairs of this kind that reached each step. */
  readonly climatology: readonly (number | undefined)[]
}

/** Scores a forecaster's rows, one a pair of the lead. */
export function scoreSubset(
  truth: LeadTruth,
  forecasts: ForecastTable,
  found: readonly Onset[][],
  { indices, climatology }: Subset,
): Scores {
  const { pairs, validAt, ladder } = truth
  const said = rowsOf(forecasts, indices)
  const observed = pick(pairs.observed, indices)
  const isIn = new Set(indices)
  const severities = ladder.map((step, i) => ({
    ...step,
    ...scoreSeverity({
      probability: said.probability[i] as Float64Array,
      reached: Uint8Array.from(observed, (level) => Number(level >= step.from)),
      climatology: climatology[i],
      onsets: (found[i] ?? []).filter((onset) => isIn.has(pairOf(onset))),
      issuedAt: pairs.issuedAt,
      validAt,
    }),
  }))
  const levels = { observed, atIssue: pick(pairs.atIssue, indices), mean: said.mean, quantiles: said.quantiles }
  return { ...scoreLevels(levels, PROBABILITIES), severities }
}

/** Share of pairs that reached each step; undefined where there is no pair. */
export function climatologyOf(observed: Float64Array, ladder: readonly LadderStep[]): (number | undefined)[] {
  return ladder.map(({ from }) => (observed.length === 0 ? undefined : observed.filter((level) => level >= from).length / observed.length))
}
