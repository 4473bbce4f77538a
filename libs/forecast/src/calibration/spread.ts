import { PROBABILITIES } from '../forecaster'

/**
 * What came minus what was forecast, in units of the width the network expected, for calm to lively situations: learned on
 * parts of the training period the models had not seen, so that 90 of 100 hours lie between the outer quantiles in calm
 * water as in floods.
 */
export interface Spread {
  /** Middle of each class of expected width, ascending, metres. */
  readonly widths: Float64Array
  /** Quantiles of the scaled errors, `[class][probability]`. */
  readonly quantiles: readonly Float64Array[]
}

/** Borders between the classes, shares of all rows from the calmest on: fine where it is lively. */
const CLASSES = [0, 0.3, 0.6, 0.8, 0.9, 0.96, 0.99, 1]
const FEWEST_IN_CLASS = 120

/** @param weights rows of weight 0 are left out */
export function learnSpread(errors: Float64Array, widths: Float64Array, weights: ArrayLike<number>): Spread {
  const rows = Uint32Array.from(errors.keys()).filter(
    (row) => weights[row]! > 0 && Number.isFinite(errors[row]!) && Number.isFinite(widths[row]!),
  )
  rows.sort((a, b) => widths[a]! - widths[b]!)
  const borders = CLASSES.map((share) => Math.round(share * rows.length))
  const kept = borders.filter((border, i) => i === 0 || i === borders.length - 1 || rows.length - border >= FEWEST_IN_CLASS)
  const classes: { width: number; quantiles: Float64Array }[] = []
  let begin = 0
  for (const end of kept.slice(1)) {
    if (end - begin < FEWEST_IN_CLASS && end < rows.length) continue
    const own = rows.subarray(begin, end)
    if (own.length === 0) continue
    classes.push({ width: widths[own[own.length >>> 1]!]!, quantiles: scaledQuantiles(own, errors, widths, weights) })
    begin = end
  }
  return { widths: Float64Array.from(classes, (one) => one.width), quantiles: classes.map((one) => one.quantiles) }
}

function scaledQuantiles(rows: Uint32Array, errors: Float64Array, widths: Float64Array, weights: ArrayLike<number>): Float64Array {
  const pairs = Array.from(rows, (row) => ({ error: errors[row]! / widths[row]!, weight: weights[row]! })).sort((a, b) => a.error - b.error)
  const total = pairs.reduce((sum, pair) => sum + pair.weight, 0)
  let [index, passed] = [0, 0]
  return Float64Array.from(PROBABILITIES, (probability) => {
    while (index < pairs.length - 1 && passed + pairs[index]!.weight < probability * total) {
      passed += pairs[index]!.weight
      index += 1
    }
    return pairs[index]!.error
  })
}

/** Quantiles of the error at an expected width, metres, one for each of the probabilities; between two classes their mixture. */
export function errorQuantiles(spread: Spread, width: number): Float64Array {
  const { widths, quantiles } = spread
  const last = widths.length - 1
  let above = widths.findIndex((one) => one >= width)
  if (above < 0) above = last
  const below = Math.max(above - 1, 0)
  const span = Math.log(widths[above]! / widths[below]!)
  const share = above === below || !(span > 0) ? 1 : Math.min(Math.max(Math.log(width / widths[below]!) / span, 0), 1)
  return Float64Array.from(PROBABILITIES, (_, i) => width * (quantiles[below]![i]! * (1 - share) + quantiles[above]![i]! * share)).sort()
}
