import { exceedanceOf } from '../calibration/distribution'
import type { FeaturePlan } from '../features/plan'
import { featureRows, readSensors } from '../features/rows'
import type { Forecaster, IssuedForecast, LeadForecast, Series } from '../forecaster'

/** A simple forecast dressed with the errors it made in training, the same at every hour. */
export class PlainForecaster implements Forecaster {
  /**
   * @param changesOf change until each lead for rows of features, `[lead][row]`, metres
   * @param errors quantiles of what came minus what was said, `[lead][probability]`, metres
   */
  constructor(
    readonly target: string,
    readonly leadsHours: readonly number[],
    private readonly plan: FeaturePlan,
    private readonly changesOf: (values: Float32Array, count: number) => readonly Float64Array[],
    private readonly errors: readonly Float64Array[],
  ) {}

  exceedance(forecast: LeadForecast, level: number): number {
    return exceedanceOf(forecast, level)
  }

  predict(issueTimes: readonly number[], series: readonly Series[]): IssuedForecast[] {
    const rows = featureRows(this.plan, readSensors(this.plan, series), Float64Array.from(issueTimes))
    const changes = this.changesOf(rows.values, issueTimes.length)
    return issueTimes.map((issuedAt, row) => ({
      issuedAt,
      flags: [],
      leads: this.leadsHours.map((_, lead) => {
        const mean = rows.last[row]! + changes[lead]![row]!
        return { mean, quantiles: this.errors[lead]!.map((error) => mean + error) }
      }),
    }))
  }
}
