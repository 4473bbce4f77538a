import { InvalidInput } from '#libs/platform'
import type { Series } from '../forecaster'
import type { BacktestRequest } from './request'

/** Fewer readings of the target tell a training nothing that could be tested on others. */
export const FEWEST_TRAINING_READINGS = 200

/**
 * The target's levels, if a training and a test can be made of them as asked.
 * @throws InvalidInput naming what is missing: the target's readings, enough of them, or readings in one of the periods
 */
export function targetSeries(request: BacktestRequest, series: readonly Series[], rows: number): Series {
  const { observationsFile: file, target, trainUntil, testFrom, testUntil = Infinity } = request
  const levels = series.find(({ station, parameter }) => station === target && parameter === 'water_level')
  if (!levels) throw new InvalidInput([{ file, message: `has no water_level of the target ${target}` }])

  const { times } = levels
  const enough = `a training needs at least ${FEWEST_TRAINING_READINGS} water_level readings of ${target}`
  if (times.length < FEWEST_TRAINING_READINGS) {
    throw new InvalidInput([{ file, row: rows + 1, message: `is the last row: ${enough}, found ${times.length}` }])
  }
  const last = times.at(-1) as number
  if (trainUntil > last) {
    throw new InvalidInput([
      {
        field: '--train-until',
        message: `${iso(trainUntil)} is after the last reading of ${target} (${iso(last)}): nothing is left to test`,
      },
    ])
  }
  const before = times.filter((at) => at < trainUntil).length
  if (before < FEWEST_TRAINING_READINGS) {
    throw new InvalidInput([{ field: '--train-until', message: `${enough} before ${iso(trainUntil)}, found ${before}` }])
  }
  if (!times.some((at) => at >= testFrom && at < testUntil)) {
    const until = Number.isFinite(testUntil) ? ` and before ${iso(testUntil)}` : ''
    throw new InvalidInput([
      { field: '--test-from', message: `${target} has no reading from ${iso(testFrom)}${until}; the last is of ${iso(last)}` },
    ])
  }
  return levels
}

const iso = (at: number): string => new Date(at).toISOString()
