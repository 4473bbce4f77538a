import type { FeaturePlan } from '../features/plan'
import { FOLDS, type TrainingRows } from '../features/training-rows'
import { gatherMoments, joinMoments, type Moments } from './moments'
import { ridgeChanges, type RoutedRidge } from './routed-ridge'
import type { Scaling } from './scaling'

/** Ridge regressions of every lead: for use, and without each fold to be judged on it. */
export interface LearnedRidge {
  readonly whole: RoutedRidge
  readonly without: readonly RoutedRidge[]
}

const PENALTIES = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3]

/** Moments of every lead and fold, `[lead][fold]`, from the rows as they came. */
export function momentsByFold(rows: TrainingRows, scaling: Scaling): Moments[][] {
  const folds = Array.from({ length: FOLDS }, (_, fold) => rowsOf(rows, fold))
  return rows.changes.map((changes, lead) => folds.map((own) => gatherMoments(rows.values, scaling, own, changes, rows.weights[lead]!)))
}

/** Each lead with the penalty that serves the folds left out best. */
export function learnRidge(
  plan: FeaturePlan,
  scaling: Scaling,
  rows: TrainingRows,
  byFold: readonly Moments[][],
  bounded: boolean,
): LearnedRidge {
  const without = Array.from({ length: FOLDS }, (_, fold) =>
    byFold.map((parts) => joinMoments(parts.filter((_part, other) => other !== fold))),
  )
  const judged = PENALTIES.map((penalty) => {
    const errors = byFold.map(() => 0)
    without.forEach((moments, fold) => {
      const ridge: RoutedRidge = { plan, scaling, moments, penalties: moments.map(() => penalty), bounded: false }
      addErrors(ridge, rows, fold, errors)
    })
    return errors
  })
  const penalties = byFold.map((_, lead) => {
    const best = judged.reduce((least, errors, i) => (errors[lead]! < judged[least]![lead]! ? i : least), 0)
    return PENALTIES[best]!
  })
  const of = (moments: readonly Moments[]): RoutedRidge => ({ plan, scaling, moments, penalties, bounded })
  return { whole: of(byFold.map((parts) => joinMoments(parts))), without: without.map(of) }
}

function addErrors(ridge: RoutedRidge, rows: TrainingRows, fold: number, errors: number[]): void {
  const own = rowsOf(rows, fold)
  const values = new Float32Array(own.length * rows.width)
  own.forEach((row, i) => values.set(rows.values.subarray(row * rows.width, (row + 1) * rows.width), i * rows.width))
  ridgeChanges(ridge, values, own.length).forEach((changes, lead) => {
    own.forEach((row, i) => {
      const weight = rows.weights[lead]![row]!
      if (weight > 0) errors[lead]! += weight * (rows.changes[lead]![row]! - changes[i]!) ** 2
    })
  })
}

/** Rows of one fold as they came. */
function rowsOf(rows: TrainingRows, fold: number): Uint32Array {
  return Uint32Array.from({ length: rows.spoiltFrom }, (_, row) => row).filter((row) => rows.fold[row] === fold)
}
