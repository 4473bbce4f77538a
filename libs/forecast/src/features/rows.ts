import { MS_PER_HOUR } from '#libs/platform'
import type { Series } from '../forecaster'
import { type CleanLevels, cleanLevels } from './clean-levels'
import { levelAt, usableIndex } from './level-at'
import { type FeaturePlan, RAIN_HOURS, RISE_HOURS } from './plan'
import { type RainTotals, rainSum, rainTotals, rainWetness } from './rain'

/** Readings of all sensors of a plan, cleaned. */
export type SensorReadings = (CleanLevels | RainTotals | undefined)[]

/** Rows of features: `values` is [row][feature], NaN where missing (missing is never zero). */
export interface FeatureRows {
  readonly issueTimes: Float64Array
  readonly width: number
  readonly values: Float32Array
  /** Last usable level of the target as reported, metres, and its age, ms; NaN when there is none. */
  readonly last: Float64Array
  readonly ageMs: Float64Array
}

const HOUR = MS_PER_HOUR
const WEEK_HOURS = 168
const WEEK_STEP_HOURS = 3
/** An age counts up to this, hours. */
const OLDEST_HOURS = 24

export function readSensors(plan: FeaturePlan, series: readonly Series[]): SensorReadings {
  return plan.sensors.map((sensor) => {
    const found = series.find((one) => one.station === sensor.station && one.parameter === sensor.parameter)
    if (!found) return undefined
    return sensor.limits ? cleanLevels(found, sensor.limits) : rainTotals(found)
  })
}

export function featureRows(plan: FeaturePlan, readings: SensorReadings, issueTimes: Float64Array): FeatureRows {
  const width = plan.features.length
  const values = new Float32Array(issueTimes.length * width).fill(NaN)
  const last = new Float64Array(issueTimes.length).fill(NaN)
  const ageMs = new Float64Array(issueTimes.length).fill(NaN)
  const target = readings[0] as CleanLevels | undefined
  const writer = { values, at: 0 }
  issueTimes.forEach((issuedAt, row) => {
    writer.at = row * width
    plan.sensors.forEach((sensor, index) => {
      const reading = readings[index]
      if (sensor.parameter === 'rain') writeRain(writer, reading as RainTotals | undefined, issuedAt)
      else writeLevels(writer, plan, reading as CleanLevels | undefined, issuedAt, index === 0)
    })
    writeCalendar(writer, issuedAt)
    const index = target ? usableIndex(target, issuedAt, issuedAt) : -1
    if (!target || index < 0) return
    last[row] = target.raw[index]!
    ageMs[row] = issuedAt - target.times[index]!
  })
  return { issueTimes, width, values, last, ageMs }
}

interface Writer {
  readonly values: Float32Array
  at: number
}

const write = (writer: Writer, value: number) => {
  writer.values[writer.at] = value
  writer.at += 1
}

function writeRain(writer: Writer, rain: RainTotals | undefined, issuedAt: number): void {
  for (const hours of RAIN_HOURS) write(writer, rain ? rainSum(rain, issuedAt, hours) : NaN)
  write(writer, rain ? rainWetness(rain, issuedAt) : NaN)
}

function writeLevels(writer: Writer, plan: FeaturePlan, levels: CleanLevels | undefined, issuedAt: number, isTarget: boolean): void {
  const count = plan.lagsHours.length - 1 + RISE_HOURS.length + (isTarget ? 8 : 5)
  if (!levels) {
    writer.at += count
    return
  }
  const lastIndex = usableIndex(levels, issuedAt, issuedAt)
  const now = levelAt(levels, issuedAt, issuedAt)
  const lagged = plan.lagsHours.map((lag) => (lag === 0 ? now : levelAt(levels, issuedAt, issuedAt - lag * HOUR)))
  const week = recent(levels, issuedAt, WEEK_HOURS, WEEK_STEP_HOURS)
  const day = recent(levels, issuedAt, 24, 1)
  const age = lastIndex < 0 ? NaN : Math.min((issuedAt - levels.times[lastIndex]!) / HOUR, OLDEST_HOURS)
  write(writer, now)
  write(writer, now - middleOf(week))
  if (isTarget) write(writer, now - middleOf(recent(levels, issuedAt, 6, 1)))
  write(writer, Math.max(...day) - now)
  write(writer, now - Math.min(...day))
  if (isTarget) write(writer, hoursUnchanged(levels, lastIndex, issuedAt))
  write(writer, age)
  if (isTarget) write(writer, lastStep(levels, lastIndex, issuedAt))
  for (let i = 1; i < lagged.length; i += 1) write(writer, lagged[i - 1]! - lagged[i]!)
  for (const hours of RISE_HOURS) write(writer, now - lagged[plan.lagsHours.indexOf(hours)]!)
}

/** Levels of the hours before an issue time, ascending. */
function recent(levels: CleanLevels, issuedAt: number, hours: number, every: number): number[] {
  const found: number[] = []
  for (let back = 0; back <= hours; back += every) {
    const level = levelAt(levels, issuedAt, issuedAt - back * HOUR)
    if (!Number.isNaN(level)) found.push(level)
  }
  return found.sort((a, b) => a - b)
}

const middleOf = (ascending: readonly number[]) => ascending[ascending.length >>> 1] ?? NaN

function hoursUnchanged(levels: CleanLevels, lastIndex: number, issuedAt: number): number {
  if (lastIndex < 0) return NaN
  let began = lastIndex
  while (began > 0 && levels.raw[began - 1] === levels.raw[lastIndex]) began -= 1
  return Math.min((issuedAt - levels.times[began]!) / HOUR, OLDEST_HOURS)
}

/** Difference of the last two usable readings, metres per hour. */
function lastStep(levels: CleanLevels, lastIndex: number, issuedAt: number): number {
  if (lastIndex < 1) return NaN
  const before = usableIndex(levels, issuedAt, levels.times[lastIndex]! - 1)
  if (before < 0) return NaN
  const hours = (levels.times[lastIndex]! - levels.times[before]!) / HOUR
  return (levels.values[lastIndex]! - levels.values[before]!) / Math.max(hours, 0.25)
}

function writeCalendar(writer: Writer, issuedAt: number): void {
  const day = (2 * Math.PI * (issuedAt / HOUR)) / 24
  const year = (2 * Math.PI * (issuedAt / HOUR)) / (24 * 365.2425)
  for (const value of [Math.sin(day), Math.cos(day), Math.sin(year), Math.cos(year)]) write(writer, value)
}
