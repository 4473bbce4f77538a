import { MOST_BINS } from './binning'

/** Nodes of one tree; a leaf has `feature` -1. A row goes left when its bin is at or below `bin`, and missing as `missingLeft` says. */
export interface Tree {
  readonly feature: Int16Array
  readonly bin: Uint8Array
  readonly missingLeft: Uint8Array
  readonly left: Uint16Array
  readonly right: Uint16Array
  readonly value: Float32Array
}

export interface GrowInput {
  /** `[row][feature]`. */
  readonly bins: Uint8Array
  readonly width: number
  /** What is still to be explained, and how much each row counts. */
  readonly residual: Float64Array
  readonly weight: Float64Array
  /** Rows and columns this tree may see; the rows are put in another order. */
  readonly rows: Uint32Array
  readonly columns: Uint16Array
  /** 1: the value may not fall as the feature rises. */
  readonly rising: Uint8Array
  readonly mostLeaves: number
  readonly leastWeight: number
  readonly shrinkToward0: number
}

const BINS = MOST_BINS

interface Leaf {
  readonly node: number
  readonly begin: number
  readonly end: number
  readonly histogram: Float64Array
  readonly low: number
  readonly high: number
  split?: Split | undefined
}

interface Split {
  readonly gain: number
  readonly column: number
  readonly bin: number
  readonly missingLeft: boolean
  readonly leftValue: number
  readonly rightValue: number
}

/** Grows one tree best leaf first on histograms of the residual. */
export function growTree(input: GrowInput): Tree {
  const size = 2 * input.mostLeaves - 1
  const tree = {
    feature: new Int16Array(size).fill(-1),
    bin: new Uint8Array(size),
    missingLeft: new Uint8Array(size),
    left: new Uint16Array(size),
    right: new Uint16Array(size),
    value: new Float32Array(size),
  }
  const root: Leaf = {
    node: 0,
    begin: 0,
    end: input.rows.length,
    histogram: histogramOf(input, 0, input.rows.length),
    low: -Infinity,
    high: Infinity,
  }
  root.split = bestSplit(input, root)
  tree.value[0] = rootValue(input, root)
  const leaves = [root]
  let nodes = 1
  while (nodes + 2 <= size) {
    const best = leaves.reduce<Leaf | undefined>(
      (most, leaf) => ((leaf.split?.gain ?? 0) > (most?.split?.gain ?? 0) ? leaf : most),
      undefined,
    )
    if (!best?.split) break
    const { split } = best
    const middle = partition(input, best, split)
    const { node } = best
    tree.feature[node] = input.columns[split.column]!
    tree.bin[node] = split.bin
    tree.missingLeft[node] = split.missingLeft ? 1 : 0
    tree.left[node] = nodes
    tree.right[node] = nodes + 1
    tree.value[nodes] = split.leftValue
    tree.value[nodes + 1] = split.rightValue
    leaves.splice(leaves.indexOf(best), 1, ...children(input, best, split, middle, nodes))
    nodes += 2
  }
  return trim(tree, nodes)
}

function children(input: GrowInput, parent: Leaf, split: Split, middle: number, node: number): Leaf[] {
  const leftSmaller = middle - parent.begin < parent.end - middle
  const smaller = leftSmaller ? histogramOf(input, parent.begin, middle) : histogramOf(input, middle, parent.end)
  const larger = parent.histogram
  for (let i = 0; i < larger.length; i += 1) larger[i]! -= smaller[i]!
  const rising = input.rising[input.columns[split.column]!] === 1
  const between = (split.leftValue + split.rightValue) / 2
  const left: Leaf = {
    node,
    begin: parent.begin,
    end: middle,
    histogram: leftSmaller ? smaller : larger,
    low: parent.low,
    high: rising ? between : parent.high,
  }
  const right: Leaf = {
    node: node + 1,
    begin: middle,
    end: parent.end,
    histogram: leftSmaller ? larger : smaller,
    low: rising ? between : parent.low,
    high: parent.high,
  }
  left.split = bestSplit(input, left)
  right.split = bestSplit(input, right)
  return [left, right]
}

/** Sums of residual and weight in every bin of every column. */
function histogramOf(input: GrowInput, begin: number, end: number): Float64Array {
  const { bins, width, rows, columns, residual, weight } = input
  const histogram = new Float64Array(columns.length * BINS * 2)
  for (let i = begin; i < end; i += 1) {
    const row = rows[i]!
    const base = row * width
    const share = weight[row]!
    const pull = residual[row]! * share
    for (let c = 0; c < columns.length; c += 1) {
      const at = (c * BINS + bins[base + columns[c]!]!) * 2
      histogram[at]! += pull
      histogram[at + 1]! += share
    }
  }
  return histogram
}

function rootValue(input: GrowInput, root: Leaf): number {
  let [pull, share] = [0, 0]
  for (let b = 0; b < BINS; b += 1) {
    pull += root.histogram[b * 2]!
    share += root.histogram[b * 2 + 1]!
  }
  return pull / (share + input.shrinkToward0)
}

function bestSplit(input: GrowInput, leaf: Leaf): Split | undefined {
  const { columns, leastWeight, shrinkToward0, rising } = input
  const { histogram, low, high } = leaf
  let best: Split | undefined
  for (let column = 0; column < columns.length; column += 1) {
    const base = column * BINS * 2
    let [pull, share] = [0, 0]
    for (let b = 0; b < BINS; b += 1) {
      pull += histogram[base + b * 2]!
      share += histogram[base + b * 2 + 1]!
    }
    if (share < 2 * leastWeight) return undefined
    const whole = (pull * pull) / (share + shrinkToward0)
    const [missingPull, missingShare] = [histogram[base]!, histogram[base + 1]!]
    const monotone = rising[columns[column]!] === 1
    for (let way = 0; way < (missingShare > 1e-9 ? 2 : 1); way += 1) {
      let leftPull = way === 0 ? missingPull : 0
      let leftShare = way === 0 ? missingShare : 0
      for (let b = 1; b < BINS - 1; b += 1) {
        const inBin = histogram[base + b * 2 + 1]!
        if (inBin < 1e-9) continue
        leftPull += histogram[base + b * 2]!
        leftShare += inBin
        if (leftShare < leastWeight) continue
        if (share - leftShare < leastWeight) break
        const rightPull = pull - leftPull
        const rightShare = share - leftShare
        const gain = (leftPull * leftPull) / (leftShare + shrinkToward0) + (rightPull * rightPull) / (rightShare + shrinkToward0) - whole
        if (gain <= (best?.gain ?? 1e-9)) continue
        const leftValue = Math.min(Math.max(leftPull / (leftShare + shrinkToward0), low), high)
        const rightValue = Math.min(Math.max(rightPull / (rightShare + shrinkToward0), low), high)
        if (monotone && leftValue > rightValue) continue
        best = { gain, column, bin: b, missingLeft: way === 0, leftValue, rightValue }
      }
    }
  }
  return best
}

/** Puts the rows that go left first; the index at which the right ones begin. */
function partition(input: GrowInput, leaf: Leaf, split: Split): number {
  const { rows, bins, width, columns } = input
  const column = columns[split.column]!
  let begin = leaf.begin
  let end = leaf.end - 1
  while (begin <= end) {
    const row = rows[begin]!
    const bin = bins[row * width + column]!
    if (bin === 0 ? split.missingLeft : bin <= split.bin) begin += 1
    else {
      rows[begin] = rows[end]!
      rows[end] = row
      end -= 1
    }
  }
  return begin
}

const trim = (tree: Tree, nodes: number): Tree => ({
  feature: tree.feature.slice(0, nodes),
  bin: tree.bin.slice(0, nodes),
  missingLeft: tree.missingLeft.slice(0, nodes),
  left: tree.left.slice(0, nodes),
  right: tree.right.slice(0, nodes),
  value: tree.value.slice(0, nodes),
})

/** Value of one tree for a row of bins. */
export function treeValue(tree: Tree, bins: Uint8Array, at: number): number {
  let node = 0
  let feature = tree.feature[0]!
  while (feature >= 0) {
    const bin = bins[at + feature]!
    const left = bin === 0 ? tree.missingLeft[node] === 1 : bin <= tree.bin[node]!
    node = left ? tree.left[node]! : tree.right[node]!
    feature = tree.feature[node]!
  }
  return tree.value[node]!
}
