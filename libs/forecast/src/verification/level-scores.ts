import { crps } from './crps'

/** Forecasts of one lead beside what came, one entry a pair, in the order of issue. */
export interface LevelPairs {
  /** Metres, at issue + lead. */
  readonly observed: Float64Array
  /** Metres, at the issue time: what persistence says. */
  readonly atIssue: Float64Array
  /** Metres, the forecast's single value. */
  readonly mean: Float64Array
  /** Metres, `[pair][probability]`. */
  readonly quantiles: Float64Array
}

/** Scores of levels, metres where they have a unit; null where there is nothing to score or to compare with. */
export interface LevelScores {
  /** Pairs scored. */
  readonly n: number
  /** Root of the mean squared error of the single value. */
  readonly rmse: number | null
  /** Mean absolute error of the single value. */
  readonly mae: number | null
  /** Nash-Sutcliffe efficiency: 1 - MSE / variance of what was observed in the same pairs. */
  readonly nse: number | null
  /** 1 - MSE / MSE of the level at issue, on the same pairs. */
  readonly persistenceIndex: number | null
  readonly crps: number | null
  /** Share observed between the 10 % and 90 % quantiles, bounds included. */
  readonly coverage80: number | null
  /** Share observed between the 5 % and 95 % quantiles, bounds included. */
  readonly coverage90: number | null
}

/** Scores forecasts of levels against what came. `probabilities` name the columns of the quantiles. */
export function scoreLevels(pairs: LevelPairs, probabilities: readonly number[]): LevelScores {
  const { observed, atIssue, mean, quantiles } = pairs
  const n = observed.length
  const average = observed.reduce((sum, level) => sum + level, 0) / n
  const sums = { squared: 0, absolute: 0, variance: 0, persistence: 0, crps: 0, within80: 0, within90: 0 }
  const columns = probabilities.length
  const bounds = [0.1, 0.9, 0.05, 0.95].map((p) => columnOf(p, probabilities)) as [number, number, number, number]
  for (let i = 0; i < n; i++) {
    const level = observed[i] as number
    const row = quantiles.subarray(i * columns, (i + 1) * columns)
    const error = (mean[i] as number) - level
    sums.squared += error ** 2
    sums.absolute += Math.abs(error)
    sums.variance += (level - average) ** 2
    sums.persistence += ((atIssue[i] as number) - level) ** 2
    sums.crps += crps(row, probabilities, level)
    sums.within80 += isWithin(level, row, bounds[0], bounds[1])
    sums.within90 += isWithin(level, row, bounds[2], bounds[3])
  }
  return {
    n,
    rmse: rootOrNull(ratio(sums.squared, n)),
    mae: ratio(sums.absolute, n),
    nse: skill(sums.squared, sums.variance),
    persistenceIndex: skill(sums.squared, sums.persistence),
    crps: ratio(sums.crps, n),
    coverage80: ratio(sums.within80, n),
    coverage90: ratio(sums.within90, n),
  }
}

function columnOf(probability: number, probabilities: readonly number[]): number {
  const column = probabilities.indexOf(probability)
  if (column < 0) throw new RangeError(`no quantile of probability ${probability}`)
  return column
}

const isWithin = (level: number, row: Float64Array, low: number, high: number): number =>
  Number(level >= (row[low] as number) && level <= (row[high] as number))

/** A part of a whole; null of nothing. */
export const ratio = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null)

/** 1 - error / error of the reference; null where the reference has no error. */
export function skill(error: number, reference: number): number | null {
  const share = ratio(error, reference)
  return share === null ? null : 1 - share
}

const rootOrNull = (value: number | null): number | null => (value === null ? null : Math.sqrt(value))
