import type { Moments } from './moments'

/** Which features a solution may use: `usable[j]` 0 leaves one out, `rising[j]` 1 keeps its coefficient from going below 0. */
export interface RidgeShape {
  readonly usable: Uint8Array
  readonly rising: Uint8Array
}

const SWEEPS = 400
const SETTLED = 1e-6

/**
 * Coefficients of a ridge regression on scaled features, the constant last, 0 for what is left out.
 *
 * @param penalty in units of the features' variance (they are scaled to 1), times nothing else: 0.01 is mild, 1 is strong
 */
export function solveRidge(moments: Moments, penalty: number, shape: RidgeShape): Float64Array {
  const chosen: number[] = []
  for (let j = 0; j < moments.size - 1; j += 1) if (shape.usable[j] && moments.gram[j * moments.size + j]! > 1e-9) chosen.push(j)
  chosen.push(moments.size - 1)
  const free = solveFree(moments, penalty, chosen)
  const coefficients = new Float64Array(moments.size)
  chosen.forEach((j, i) => (coefficients[j] = free[i]!))
  if (chosen.some((j) => shape.rising[j] && coefficients[j]! < 0)) descend(moments, penalty, chosen, shape.rising, coefficients)
  return coefficients
}

/** Without bounds, by Cholesky. */
function solveFree(moments: Moments, penalty: number, chosen: readonly number[]): Float64Array {
  const n = chosen.length
  const factor = new Float64Array(n * n)
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = moments.gram[chosen[i]! * moments.size + chosen[j]!]!
      if (i === j) sum += (i < n - 1 ? penalty : 0) + 1e-9
      for (let k = 0; k < j; k += 1) sum -= factor[i * n + k]! * factor[j * n + k]!
      factor[i * n + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / factor[j * n + j]!
    }
  }
  const solution = Float64Array.from(chosen, (j) => moments.cross[j]!)
  for (let i = 0; i < n; i += 1) {
    for (let k = 0; k < i; k += 1) solution[i]! -= factor[i * n + k]! * solution[k]!
    solution[i]! /= factor[i * n + i]!
  }
  for (let i = n - 1; i >= 0; i -= 1) {
    for (let k = i + 1; k < n; k += 1) solution[i]! -= factor[k * n + i]! * solution[k]!
    solution[i]! /= factor[i * n + i]!
  }
  return solution
}

/** With bounds, by coordinate descent from the free solution. */
function descend(moments: Moments, penalty: number, chosen: readonly number[], rising: Uint8Array, coefficients: Float64Array): void {
  const { size, gram, cross } = moments
  for (const j of chosen) if (rising[j] && coefficients[j]! < 0) coefficients[j] = 0
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    let largest = 0
    for (const j of chosen) {
      let rest = cross[j]!
      for (const k of chosen) if (k !== j) rest -= gram[j * size + k]! * coefficients[k]!
      const solved = rest / (gram[j * size + j]! + (j < size - 1 ? penalty : 0) + 1e-9)
      const next = rising[j] && solved < 0 ? 0 : solved
      largest = Math.max(largest, Math.abs(next - coefficients[j]!))
      coefficients[j] = next
    }
    if (largest < SETTLED) return
  }
}

export function linearValue(coefficients: Float64Array, scaledRow: Float32Array | Float64Array, at: number): number {
  const constant = coefficients.length - 1
  let sum = coefficients[constant]!
  for (let j = 0; j < constant; j += 1) sum += coefficients[j]! * scaledRow[at + j]!
  return sum
}
