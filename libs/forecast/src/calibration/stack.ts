/** How strongly equal shares are preferred: the best shares of one period are partly luck. */
const SHRINK = 0.02
const STEPS = 3_000

/**
 * Shares of the members of an ensemble, none negative and 1 together, which would have served best on parts of the
 * training period no member had seen; drawn toward equal shares.
 *
 * @param members what each member forecast, `[member][row]`
 */
export function learnShares(members: readonly Float64Array[], wanted: Float64Array, weights: ArrayLike<number>): Float64Array {
  const count = members.length
  const product = new Float64Array(count * count)
  const cross = new Float64Array(count)
  for (let row = 0; row < wanted.length; row += 1) {
    const weight = weights[row]!
    if (!(weight > 0) || !Number.isFinite(wanted[row]!)) continue
    for (let a = 0; a < count; a += 1) {
      cross[a]! += weight * members[a]![row]! * wanted[row]!
      for (let b = 0; b < count; b += 1) product[a * count + b]! += weight * members[a]![row]! * members[b]![row]!
    }
  }
  const trace = members.reduce((sum, _, a) => sum + product[a * count + a]!, 0)
  const shrink = (SHRINK * trace) / count
  const rate = 1 / Math.max(trace + shrink, 1e-12)
  let shares: Float64Array = new Float64Array(count).fill(1 / count)
  for (let step = 0; step < STEPS; step += 1) {
    shares = ontoSimplex(
      shares.map((share, a) => {
        let slope = shrink * (share - 1 / count) - cross[a]!
        for (let b = 0; b < count; b += 1) slope += product[a * count + b]! * shares[b]!
        return share - rate * slope
      }),
    )
  }
  return shares
}

/** The nearest point with no negative part and sum 1. */
function ontoSimplex(point: Float64Array): Float64Array {
  const descending = point.slice().sort().reverse()
  let [sum, level] = [0, 0]
  for (let i = 0; i < descending.length; i += 1) {
    sum += descending[i]!
    const candidate = (sum - 1) / (i + 1)
    if (descending[i]! > candidate) level = candidate
  }
  return point.map((value) => Math.max(value - level, 0))
}
