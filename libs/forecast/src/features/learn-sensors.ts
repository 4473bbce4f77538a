import type { ForecastStation, Series } from '../forecaster'
import { cleanLevels } from './clean-levels'
import { learnLevelLimits } from './level-limits'
import type { Sensor } from './plan'
import { travelTime } from './travel-time'

/** Fewer readings of a post than this teach nothing. */
const FEWEST = 200

/** The posts a model of a target can use, the target first, with what is usual at each, from readings before an instant. */
export function learnSensors(target: string, stations: readonly ForecastStation[], series: readonly Series[], until: number): Sensor[] {
  const ofTarget = series.find((one) => one.station === target && one.parameter === 'water_level')
  if (!ofTarget) throw new Error(`no water levels of ${target} to learn from`)
  // the target is never held back for rising too fast or for standing still: a flash flood does the one, low water the other
  const limits = { ...learnLevelLimits(ofTarget, until), jumpUp: Infinity, stuckMs: Infinity, stuckLowMs: Infinity }
  const levels = cleanLevels(ofTarget, limits)
  const others = stations.flatMap((station): Sensor[] => {
    if (station.id === target && station.parameter === 'water_level') return []
    const found = series.find((one) => one.station === station.id && one.parameter === station.parameter)
    if (!found || found.times.filter((time) => time < until).length < FEWEST) return []
    if (station.parameter === 'rain') return [{ station: station.id, parameter: 'rain' }]
    const own = learnLevelLimits(found, until)
    return [{ station: station.id, parameter: 'water_level', limits: own, travel: travelTime(cleanLevels(found, own), levels, until) }]
  })
  return [{ station: target, parameter: 'water_level', limits }, ...others]
}
