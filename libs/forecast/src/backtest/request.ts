/** What a backtest is asked for. Instants in ms. */
export interface BacktestRequest {
  readonly stationsFile: string
  readonly observationsFile: string
  /** Id of the post whose water level is forecast. */
  readonly target: string
  /** Training, tuning and calibration see nothing from here on. */
  readonly trainUntil: number
  /** First issue time that may be scored. */
  readonly testFrom: number
  /** Issue times are before this; to the end of the record without it. */
  readonly testUntil?: number
  readonly leadsHours: readonly number[]
  /** Issue times with at least this level, metres, are event hours. */
  readonly eventLevel?: number
  /** Issue times with at least this rise over the three hours before, metres, are event hours. */
  readonly eventRise?: number
  /** Probability from which a forecast is an alarm. */
  readonly alarmProbability: number
}

/** Training is repeatable: the same records and this seed give the same model. */
export const SEED = 20_200_101
