import { type ForecastStation, type Forecaster, type LeadForecast, PROBABILITIES, type Series } from '../forecaster'

export type LadderStep = NonNullable<ForecastStation['ladder']>[number]

/** What one forecaster says of one lead, one row an issue time. */
export interface ForecastTable {
  /** Metres. */
  readonly mean: Float64Array
  /** Metres, `[row][probability]`. */
  readonly quantiles: Float64Array
  /** Probability of being at or above each step of the ladder, `[step][row]`. */
  readonly probability: readonly Float64Array[]
}

export interface Forecasts {
  /** In the order of the leads. */
  readonly leads: readonly ForecastTable[]
  /** In how many issue times each flag was raised. */
  readonly flags: Readonly<Record<string, number>>
}

/** So many issue times are forecast at once: memory stays small and a person sees that it goes on. */
const AT_ONCE = 1_000

export interface Asked {
  readonly issueTimes: readonly number[]
  readonly series: readonly Series[]
  readonly leadsHours: readonly number[]
  readonly ladder: readonly LadderStep[]
  readonly onProgress?: (done: number) => void
}

/**
 * Runs a forecaster over issue times.
 * @throws Error when it gives no number or quantiles out of order: that is a defect of the forecaster and nothing to be scored
 */
export function tabulate(forecaster: Forecaster, { issueTimes, series, leadsHours, ladder, onProgress }: Asked): Forecasts {
  const columns = leadsHours.map((lead) => columnOf(forecaster, lead))
  const leads = leadsHours.map(() => emptyTable(issueTimes.length, ladder.length))
  const flags: Record<string, number> = {}
  for (let start = 0; start < issueTimes.length; start += AT_ONCE) {
    const issued = forecaster.predict(issueTimes.slice(start, start + AT_ONCE), series)
    for (const [offset, forecast] of issued.entries()) {
      for (const flag of forecast.flags) flags[flag] = (flags[flag] ?? 0) + 1
      for (const [i, table] of leads.entries()) {
        const said = forecast.leads[columns[i] as number]
        if (!said || !isSound(said)) throw unsound(forecast.issuedAt, leadsHours[i] as number, said)
        enter(table, start + offset, said, (step) => forecaster.exceedance(said, (ladder[step] as LadderStep).from))
      }
    }
    onProgress?.(Math.min(1, (start + AT_ONCE) / issueTimes.length))
  }
  return { leads, flags }
}

function columnOf(forecaster: Forecaster, leadHours: number): number {
  const column = forecaster.leadsHours.indexOf(leadHours)
  if (column < 0) throw new Error(`the forecaster of ${forecaster.target} was not trained for ${leadHours} h`)
  return column
}

const emptyTable = (rows: number, steps: number): ForecastTable => ({
  mean: new Float64Array(rows),
  quantiles: new Float64Array(rows * PROBABILITIES.length),
  probability: Array.from({ length: steps }, () => new Float64Array(rows)),
})

function enter(table: ForecastTable, row: number, { mean, quantiles }: LeadForecast, probabilityOf: (step: number) => number): void {
  table.mean[row] = mean
  table.quantiles.set(quantiles, row * PROBABILITIES.length)
  for (const [step, column] of table.probability.entries()) column[row] = probabilityOf(step)
}

const isSound = ({ mean, quantiles }: LeadForecast): boolean =>
  Number.isFinite(mean) &&
  quantiles.length === PROBABILITIES.length &&
  quantiles.every((level, i) => Number.isFinite(level) && (i === 0 || level >= (quantiles[i - 1] as number)))

const unsound = (issuedAt: number, leadHours: number, said: LeadForecast | undefined): Error =>
  new Error(
    `the forecast of ${new Date(issuedAt).toISOString()} + ${leadHours} h is none: ` +
      (said ? `mean ${said.mean}, quantiles ${Array.from(said.quantiles).join(' ')}` : 'missing'),
  )

/** Some rows of a table, in the order given. */
export function rowsOf({ mean, quantiles, probability }: ForecastTable, rows: readonly number[]): ForecastTable {
  const width = PROBABILITIES.length
  const picked = new Float64Array(rows.length * width)
  for (const [i, row] of rows.entries()) picked.set(quantiles.subarray(row * width, (row + 1) * width), i * width)
  return { mean: pick(mean, rows), quantiles: picked, probability: probability.map((column) => pick(column, rows)) }
}

/** Some values of a list, in the order given. */
export const pick = (values: Float64Array, indices: readonly number[]): Float64Array =>
  Float64Array.from(indices, (i) => values[i] as number)
