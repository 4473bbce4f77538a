import { MS_PER_MINUTE } from '#libs/platform'
import type { Series } from '../forecaster'
import type { Random } from '../model/random'
import type { CleanLevels } from './clean-levels'
import { labelRows } from './labels'
import type { FeaturePlan } from './plan'
import { featureRows, readSensors } from './rows'
import { spoilSeries } from './spoil'

/** Rows to learn from: first those of readings as they came, then some again with failing posts. */
export interface TrainingRows {
  readonly count: number
  /** Rows from this index on have failing posts. */
  readonly spoiltFrom: number
  readonly width: number
  /** `[row][feature]`. */
  readonly values: Float32Array
  readonly last: Float64Array
  readonly issueTimes: Float64Array
  /** Change of the level until each lead, metres, `[lead][row]`, NaN where unknown, and how much it counts. */
  readonly changes: readonly Float64Array[]
  readonly weights: readonly Float32Array[]
  /** Which part of the period a row belongs to: what is learned of one part is judged on it by models that did not see it. */
  readonly fold: Int8Array
}

const MS_PER_DAY = 86_400_000
export const FOLDS = 4
const SPOILT_SHARE = 0.3
const MOST_ROWS = 60_000
/** Forecasts of readings closer than this are nearly the same row twice. */
const CLOSEST_MS = 25 * MS_PER_MINUTE
const MOST_BLOCK_DAYS = 30

export function trainingRows(
  plan: FeaturePlan,
  series: readonly Series[],
  leadsHours: readonly number[],
  until: number,
  random: Random,
): TrainingRows {
  const readings = readSensors(plan, series)
  const target = readings[0] as CleanLevels
  const issueTimes = issueTimesOf(target, until)
  const asItCame = featureRows(plan, readings, issueTimes)
  const labels = labelRows(target, issueTimes, asItCame.last, leadsHours, until)
  const chosen = Uint32Array.from(issueTimes.keys()).filter(() => random() < SPOILT_SHARE)
  const spoiltReadings = readSensors(plan, spoilSeries(series, plan.sensors, random))
  const spoiltRows = featureRows(
    plan,
    spoiltReadings,
    Float64Array.from(chosen, (row) => issueTimes[row]!),
  )
  // the level at issue is known, or there would be no forecast: its own past may be lost, the reading itself is not
  const usable = Uint32Array.from(chosen.keys()).filter((i) => spoiltRows.ageMs[i] === asItCame.ageMs[chosen[i]!])
  const source = Uint32Array.from([...issueTimes.keys(), ...Array.from(usable, (i) => chosen[i]!)])
  const width = plan.features.length
  const values = new Float32Array(source.length * width)
  values.set(asItCame.values)
  usable.forEach((i, k) => values.set(spoiltRows.values.subarray(i * width, (i + 1) * width), (issueTimes.length + k) * width))
  return {
    count: source.length,
    spoiltFrom: issueTimes.length,
    width,
    values,
    last: Float64Array.from(source, (row) => asItCame.last[row]!),
    issueTimes: Float64Array.from(source, (row) => issueTimes[row]!),
    changes: labels.changes.map((one) => Float64Array.from(source, (row) => one[row]!)),
    weights: labels.weights.map((one) => Float32Array.from(source, (row) => one[row]!)),
    fold: foldsOf(issueTimes, source),
  }
}

function issueTimesOf(target: CleanLevels, until: number): Float64Array {
  const times: number[] = []
  for (const time of target.times) if (time < until && time - (times.at(-1) ?? -Infinity) >= CLOSEST_MS) times.push(time)
  const stride = Math.ceil(times.length / MOST_ROWS)
  return Float64Array.from(times.filter((_, i) => i % stride === 0))
}

/** Blocks of the period, dealt to the folds in turn, so that each fold has every season. */
function foldsOf(issueTimes: Float64Array, source: Uint32Array): Int8Array {
  const first = issueTimes[0] ?? 0
  const days = ((issueTimes.at(-1) ?? 0) - first) / MS_PER_DAY
  const block = Math.max(Math.min(MOST_BLOCK_DAYS, days / (3 * FOLDS)), 1) * MS_PER_DAY
  return Int8Array.from(source, (row) => Math.floor((issueTimes[row]! - first) / block) % FOLDS)
}
