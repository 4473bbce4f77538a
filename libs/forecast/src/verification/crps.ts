/**
 * Continuous ranked probability score of a forecast given as quantiles: the integral over all levels of (F - H)^2, F the forecast's
 * distribution function and H the step at what was observed. In the unit of the levels; 0 is perfect, and of a single certain value it is
 * the absolute error.
 *
 * F is taken as a straight line between one quantile and the next; what lies beyond the outermost quantiles stands on them (1 % each), so
 * no shape of a tail is invented for any forecast. The integral is exact.
 *
 * @param quantiles ascending, one for each probability
 * @param probabilities ascending, within (0, 1)
 * Source: Hersbach (2000), Weather and Forecasting 15, 559; Gneiting and Raftery (2007), JASA 102, 359.
 */
export function crps(quantiles: Float64Array, probabilities: readonly number[], observed: number): number {
  const last = probabilities.length - 1
  let score = Math.max(0, (quantiles[0] as number) - observed) + Math.max(0, observed - (quantiles[last] as number))
  for (let i = 0; i < last; i++) {
    const from = quantiles[i] as number
    const width = (quantiles[i + 1] as number) - from
    if (width <= 0) continue
    const pFrom = probabilities[i] as number
    const pTo = probabilities[i + 1] as number
    const below = Math.min(width, Math.max(0, observed - from))
    const pAt = pFrom + ((pTo - pFrom) * below) / width
    score += below * meanSquare(pFrom, pAt) + (width - below) * meanSquare(1 - pAt, 1 - pTo)
  }
  return score
}

/** Mean of the square of a line that goes from one value to another. */
const meanSquare = (from: number, to: number): number => (from * from + from * to + to * to) / 3
