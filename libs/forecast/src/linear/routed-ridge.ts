import { type FeaturePlan, isLinear } from '../features/plan'
import type { Moments } from './moments'
import { linearValue, solveRidge } from './ridge'
import { type Scaling, scaleRow } from './scaling'

/**
 * A linear forecast that is solved for the posts which report: with a post missing the rest is not read as if it stood
 * at its mean, but by the regression on what is there.
 */
export interface RoutedRidge {
  readonly plan: FeaturePlan
  readonly scaling: Scaling
  /** `[lead]`. */
  readonly moments: readonly Moments[]
  readonly penalties: readonly number[]
  /** Whether a rise upstream that is under way may not lower the forecast. */
  readonly bounded: boolean
}

/** Changes until each lead for rows of features, metres, `[lead][row]`. */
export function ridgeChanges(ridge: RoutedRidge, values: Float32Array, count: number): Float64Array[] {
  const { plan, scaling, moments } = ridge
  const width = plan.features.length
  const solutions = new Map<string, Float64Array[]>()
  const changes = moments.map(() => new Float64Array(count))
  const scaled = new Float64Array(width)
  for (let row = 0; row < count; row += 1) {
    const key = reporting(plan, values, row * width)
    let solution = solutions.get(key)
    if (!solution) {
      solution = solveFor(ridge, key)
      solutions.set(key, solution)
    }
    scaleRow(scaling, values, row * width, scaled, 0)
    for (let lead = 0; lead < changes.length; lead += 1) changes[lead]![row] = linearValue(solution[lead]!, scaled, 0)
  }
  return changes
}

/** Which sensors report at a row, a sign for each. */
export function reporting(plan: FeaturePlan, values: Float32Array, at: number): string {
  let key = ''
  const firsts = firstFeatures(plan)
  for (const first of firsts) key += Number.isNaN(values[at + first]!) ? '-' : '+'
  return key
}

const known = new WeakMap<FeaturePlan, readonly number[]>()

/** Index of the feature which tells whether a sensor reports: its level now, or the rain of the last hours. */
function firstFeatures(plan: FeaturePlan): readonly number[] {
  let firsts = known.get(plan)
  if (!firsts) {
    firsts = plan.sensors.map((_, sensor) => plan.features.findIndex((feature) => feature.sensor === sensor))
    known.set(plan, firsts)
  }
  return firsts
}

function solveFor(ridge: RoutedRidge, key: string): Float64Array[] {
  const { features } = ridge.plan
  const usable = Uint8Array.from(features, (feature) => (isLinear(feature) && (feature.sensor < 0 || key[feature.sensor] === '+') ? 1 : 0))
  const rising = Uint8Array.from(features, (feature) => (ridge.bounded && feature.rising ? 1 : 0))
  return ridge.moments.map((moments, lead) => solveRidge(moments, ridge.penalties[lead]!, { usable, rising }))
}
