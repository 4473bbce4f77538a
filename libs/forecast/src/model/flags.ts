import { isUpstream } from '../features/plan'
import type { FeatureRows } from '../features/rows'
import { reporting } from '../linear/routed-ridge'
import type { ModelState } from './model-state'

/** Beyond the range of training by this share of it, the model has no experience. */
const MARGIN = 0.02

/** Why a forecast is to be read with care. */
export function flagsOf(state: ModelState, rows: FeatureRows, row: number): string[] {
  const { plan, scaling } = state
  const flags: string[] = []
  if (!(rows.ageMs[row]! <= 1.5 * (plan.sensors[0]!.limits?.staleMs ?? 0))) flags.push('target-old')
  const key = reporting(plan, rows.values, row * rows.width)
  plan.sensors.forEach((sensor, index) => {
    if (index === 0 || key[index] === '+') return
    if (sensor.parameter === 'rain') flags.push(`rain-missing:${sensor.station}`)
    else flags.push(`${isUpstream(sensor) ? 'upstream' : 'level'}-missing:${sensor.station}`)
  })
  const beyond = plan.features.some((feature, j) => {
    if (!CARRYING.test(feature.name)) return false
    const value = rows.values[row * rows.width + j]!
    const margin = MARGIN * (scaling.highest[j]! - scaling.lowest[j]!)
    return value > scaling.highest[j]! + margin || value < scaling.lowest[j]! - margin
  })
  if (beyond) flags.push('extrapolates')
  return flags
}

/** Features that carry a forecast: levels, rises and rain sums as a whole. */
const CARRYING = /(^|:)(level|rise-\d+|sum-\d+)$/
