import { type Random, shuffle } from '../model/random'
import { growTree, type Tree, treeValue } from './grow'

export interface BoostInput {
  readonly bins: Uint8Array
  readonly width: number
  /** What the sum of the trees is to be, NaN where unknown. */
  readonly wanted: Float64Array
  readonly weight: Float64Array
  readonly training: Uint32Array
  /** Rows left out, on which the number of trees is chosen. */
  readonly held: Uint32Array
  readonly heldWeight: Float64Array
  readonly rising: Uint8Array
  readonly random: Random
}

/** Settings of the boosting; chosen by backtest on held-out parts of training periods. */
export const BOOST = {
  rate: 0.06,
  mostTrees: 300,
  patience: 40,
  mostLeaves: 16,
  leastWeight: 40,
  shrinkToward0: 10,
  rowShare: 0.6,
  columnShare: 0.35,
} as const

/** Gradient boosting of the squared error; as many trees as serve the rows left out best. */
export function boost(input: BoostInput, settings: typeof BOOST = BOOST): Tree[] {
  const { bins, width, wanted, random } = input
  const residual = wanted.slice()
  const rows = input.training.slice()
  const taken = Math.max(1, Math.round(settings.rowShare * rows.length))
  const columnCount = Math.max(1, Math.round(settings.columnShare * width))
  const all = Uint32Array.from({ length: width }, (_, j) => j)
  const trees: Tree[] = []
  let best = heldError(input, residual)
  let bestCount = 0
  while (trees.length < settings.mostTrees && trees.length - bestCount < settings.patience) {
    shuffle(rows, random)
    shuffle(all, random)
    const tree = growTree({
      bins,
      width,
      residual,
      weight: input.weight,
      rows: rows.slice(0, taken),
      columns: Uint16Array.from(all.subarray(0, columnCount)),
      rising: input.rising,
      mostLeaves: settings.mostLeaves,
      leastWeight: settings.leastWeight,
      shrinkToward0: settings.shrinkToward0,
    })
    for (let i = 0; i < tree.value.length; i += 1) tree.value[i]! *= settings.rate
    trees.push(tree)
    for (const row of input.training) residual[row]! -= treeValue(tree, bins, row * width)
    for (const row of input.held) residual[row]! -= treeValue(tree, bins, row * width)
    const error = heldError(input, residual)
    if (error < best) {
      best = error
      bestCount = trees.length
    }
  }
  return trees.slice(0, bestCount)
}

function heldError(input: BoostInput, residual: Float64Array): number {
  let [sum, weight] = [0, 0]
  for (const row of input.held) {
    const share = input.heldWeight[row]!
    if (share === 0) continue
    sum += share * residual[row]! * residual[row]!
    weight += share
  }
  return sum / Math.max(weight, 1e-9)
}
