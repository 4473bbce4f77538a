/** Measurements of one post and parameter, oldest first. Times in ms; water level in metres, rain in mm per hour. */
export interface Series {
  readonly station: string
  readonly parameter: 'water_level' | 'rain'
  readonly times: Float64Array
  readonly values: Float64Array
}

/** A post as a model knows it. */
export interface ForecastStation {
  readonly id: string
  readonly parameter: 'water_level' | 'rain'
  readonly river: string
  readonly latitude?: number
  readonly longitude?: number
  readonly ladder?: readonly { readonly label: string; readonly severity: 1 | 2 | 3; readonly from: number }[]
}

/** The probabilities at which a forecast gives levels, ascending. */
export const PROBABILITIES = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99] as const

/** What a model says of one lead at one issue time. */
export interface LeadForecast {
  /** Metres, one for each of {@link PROBABILITIES}, ascending. */
  readonly quantiles: Float64Array
  /** Best single value (mean of the predictive distribution), metres. */
  readonly mean: number
}

export interface IssuedForecast {
  readonly issuedAt: number
  /** One for each lead, in the order of the leads. */
  readonly leads: readonly LeadForecast[]
  /** Why it is to be read with care: `extrapolates`, `target-old`, `upstream-missing:<id>` ... */
  readonly flags: readonly string[]
}

/** A trained model of one target post. Pure: the same input gives the same output. */
export interface Forecaster {
  readonly target: string
  readonly leadsHours: readonly number[]
  /** Probability that the level at a lead is at or above a level, from the same distribution as its quantiles. */
  exceedance(forecast: LeadForecast, level: number): number
  /** Nothing stamped after an issue time is looked at. */
  predict(issueTimes: readonly number[], series: readonly Series[]): IssuedForecast[]
}

export interface TrainRequest {
  readonly target: string
  readonly stations: readonly ForecastStation[]
  readonly series: readonly Series[]
  /** Fit, tuning and calibration see nothing from this instant on, ms. */
  readonly trainUntil: number
  readonly leadsHours: readonly number[]
  readonly seed: number
  readonly onProgress?: (done: number, what: string) => void
}

/** What a training gives: the model, and the two simple ones it must beat, as forecasters of the same kind. */
export interface Trained {
  readonly model: Forecaster
  readonly persistence: Forecaster
  readonly linear: Forecaster
  readonly seconds: number
  /** `wasm` or `tfjs-node`, with its version. */
  readonly backend: string
}
