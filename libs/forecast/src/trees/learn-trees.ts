import type { FeaturePlan } from '../features/plan'
import { FOLDS, type TrainingRows } from '../features/training-rows'
import { quantile } from '../features/quantile'
import { type Random, seededRandom } from '../model/random'
import { binRows, type Borders } from './binning'
import { boost } from './boost'
import { type Tree, treeValue } from './grow'

/** Boosted trees of one lead: one set for each fold left out; in use their mean speaks. */
export type Forest = readonly (readonly Tree[])[]

/** Bins of rows of features for the trees. */
export interface BinnedRows {
  readonly bins: Uint8Array
  readonly width: number
}

export const binned = (borders: Borders, values: Float32Array, width: number): BinnedRows => ({
  bins: binRows(borders, values, width),
  width,
})

export interface TreeTask {
  readonly plan: FeaturePlan
  readonly rows: TrainingRows
  readonly binned: BinnedRows
  readonly lead: number
  /** What the trees are to give when a fold is left out, metres, `[fold][row]`. */
  readonly wanted: readonly Float64Array[]
  readonly seed: number
}

/** Calm rows are many and alike: of those at least this share is looked at, with more weight each. */
const LEAST_KEPT = 0.2
const LIVELY_QUANTILE = 0.95

/** The trees, and what each row is told by the set that had not seen it. */
export function learnForest(task: TreeTask): { forest: Forest; unseen: Float64Array } {
  const { rows, lead, binned: input } = task
  const weights = rows.weights[lead]!
  const unseen = new Float64Array(rows.count)
  const rising = Uint8Array.from(task.plan.features, (feature) => (feature.rising ? 1 : 0))
  const forest = Array.from({ length: FOLDS }, (_, fold) => {
    const random = seededRandom(task.seed * 1_000 + lead * 10 + fold)
    const wanted = task.wanted[fold]!
    const known = (row: number) => weights[row]! > 0 && Number.isFinite(wanted[row]!)
    const held = Uint32Array.from({ length: rows.spoiltFrom }, (_row, row) => row).filter((row) => rows.fold[row] === fold && known(row))
    const { training, weight } = thinned(rows, weights, wanted, fold, known, random)
    const heldWeight = Float64Array.from(weights)
    const trees = boost({ ...input, wanted, weight, training, held, heldWeight, rising, random })
    for (let row = 0; row < rows.count; row += 1)
      if (rows.fold[row] === fold) unseen[row] = treesValue(trees, input.bins, row * input.width)
    return trees
  })
  return { forest, unseen }
}

/** Rows of the other folds, the calm ones thinned out by chance and weighted up, so that sums stay what they were. */
export function thinned(
  rows: TrainingRows,
  weights: ArrayLike<number>,
  wanted: ArrayLike<number>,
  fold: number,
  known: (row: number) => boolean,
  random: Random,
): { training: Uint32Array; weight: Float64Array } {
  const weight = new Float64Array(rows.count)
  const sizes: number[] = []
  for (let row = 0; row < rows.count; row += 1) if (known(row)) sizes.push(Math.abs(wanted[row]!))
  const lively = Math.max(quantile(sizes, LIVELY_QUANTILE), 1e-6)
  const training = Uint32Array.from({ length: rows.count }, (_, row) => row).filter((row) => {
    if (rows.fold[row] === fold || !known(row)) return false
    const kept = Math.min(1, LEAST_KEPT + Math.abs(wanted[row]!) / lively)
    weight[row] = weights[row]! / kept
    return random() < kept
  })
  return { training, weight }
}

function treesValue(trees: readonly Tree[], bins: Uint8Array, at: number): number {
  let sum = 0
  for (const tree of trees) sum += treeValue(tree, bins, at)
  return sum
}

/** Mean of the sets of a forest for a row of bins. */
export function forestValue(forest: Forest, bins: Uint8Array, at: number): number {
  let sum = 0
  for (const trees of forest) sum += treesValue(trees, bins, at)
  return sum / forest.length
}
