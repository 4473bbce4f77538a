import { MS_PER_HOUR } from '#libs/platform'
import { exceedanceOf } from '../calibration/distribution'
import { errorQuantiles } from '../calibration/spread'
import { type FeatureRows, featureRows, readSensors } from '../features/rows'
import type { Forecaster, IssuedForecast, LeadForecast, Series } from '../forecaster'
import { flagsOf } from './flags'
import { memberChanges } from './members'
import type { ModelState } from './model-state'

/** A target that has been silent for longer is forecast from its climate alone. */
const SILENT_MS = 24 * MS_PER_HOUR
/** Levels go below the lowest in training by at most this share of the range. */
const BELOW_LOWEST = 0.1

/** The product's model of one target post. */
export class EnsembleForecaster implements Forecaster {
  readonly target: string
  readonly leadsHours: readonly number[]

  constructor(readonly state: ModelState) {
    this.target = state.target
    this.leadsHours = state.leadsHours
  }

  exceedance(forecast: LeadForecast, level: number): number {
    return exceedanceOf(forecast, level)
  }

  predict(issueTimes: readonly number[], series: readonly Series[]): IssuedForecast[] {
    const { state } = this
    const rows = featureRows(state.plan, readSensors(state.plan, series), Float64Array.from(issueTimes))
    const { changes, widths } = memberChanges(state, rows.values, issueTimes.length)
    return issueTimes.map((issuedAt, row) => ({
      issuedAt,
      flags: flagsOf(state, rows, row),
      leads: state.leadsHours.map((_, lead) => {
        if (isSilent(rows, row)) return climateForecast(state)
        const change = state.shares[lead]!.reduce((sum, share, member) => sum + share * changes[lead]![member]![row]!, 0)
        return this.leadForecast(rows.last[row]! + change, lead, widths[lead]![row]!)
      }),
    }))
  }

  private leadForecast(level: number, lead: number, width: number): LeadForecast {
    const { lowest, highest, spreads } = this.state
    const floor = lowest - BELOW_LOWEST * (highest - lowest)
    const quantiles = errorQuantiles(spreads[lead]!, width).map((error) => Math.max(level + error, floor))
    return { quantiles, mean: Math.max(level, floor) }
  }
}

const isSilent = (rows: FeatureRows, row: number) => !(rows.ageMs[row]! <= SILENT_MS)

function climateForecast(state: ModelState): LeadForecast {
  return { quantiles: state.climate.slice(), mean: state.climate[(state.climate.length - 1) / 2]! }
}
