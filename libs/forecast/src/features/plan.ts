import type { ForecastStation } from '../forecaster'
import type { LevelLimits } from './level-limits'
import type { Travel } from './travel-time'

/** A post whose readings a model uses. */
export interface Sensor {
  readonly station: string
  readonly parameter: ForecastStation['parameter']
  /** Of a level post. */
  readonly limits?: LevelLimits
  /** Of a level post other than the target. */
  readonly travel?: Travel
}

/** One number of a row. */
export interface Feature {
  readonly name: string
  /** Index of the sensor it is made of, -1 for the calendar. */
  readonly sensor: number
  /** A rise that has not reached the target yet: a larger one may not lower the forecast. */
  readonly rising: boolean
}

/** What a row of features holds, in order; the same for training and for use. Sensor 0 is the target. */
export interface FeaturePlan {
  readonly sensors: readonly Sensor[]
  readonly features: readonly Feature[]
  /** Ends of the steps back in time over which rises are taken, hours, from 0 up. */
  readonly lagsHours: readonly number[]
}

/** Windows of rain sums, hours. */
export const RAIN_HOURS = [1, 3, 6, 12, 24, 72] as const
/** Windows over which rises are taken as a whole beside their parts, hours. */
export const RISE_HOURS = [3, 6, 12] as const
const LAGS = [0, 1, 2, 3, 4, 6, 8, 10, 12, 16, 24]
/** Rises of a post that correlate less with the target's are no sign of a wave under way. */
const UPSTREAM_CORRELATION = 0.25

/** A feature that is nearly always the same in training and then suddenly large, such as an age, is no matter for a straight line. */
export const isLinear = (feature: Feature): boolean => !feature.name.endsWith('age')

/** Whether rises at a post go ahead of the target's. */
export const isUpstream = (sensor: Sensor): boolean => (sensor.travel?.correlation ?? 0) >= UPSTREAM_CORRELATION

export function planFeatures(sensors: readonly Sensor[]): FeaturePlan {
  const slowest = Math.max(0, ...sensors.map((sensor) => sensor.travel?.hours ?? 0))
  const lagsHours = slowest > 18 ? [...LAGS, 30, 36] : LAGS
  const features = sensors.flatMap((sensor, index) => {
    if (sensor.parameter === 'rain') return rainFeatures(index)
    return index === 0 ? targetFeatures(lagsHours) : levelFeatures(sensor, index, lagsHours)
  })
  return { sensors, lagsHours, features: [...features, ...CALENDAR] }
}

const CALENDAR: readonly Feature[] = ['hour-sin', 'hour-cos', 'season-sin', 'season-cos'].map((name) => ({
  name,
  sensor: -1,
  rising: false,
}))

function targetFeatures(lagsHours: readonly number[]): Feature[] {
  const names = ['level', 'above-week', 'above-6h', 'below-day-high', 'above-day-low', 'unchanged', 'age', 'last-step']
  return [...names, ...stepNames(lagsHours), ...RISE_HOURS.map((hours) => `rise-${hours}`)].map((name) => ({
    name,
    sensor: 0,
    rising: false,
  }))
}

function levelFeatures(sensor: Sensor, index: number, lagsHours: readonly number[]): Feature[] {
  const upstream = isUpstream(sensor)
  const travel = sensor.travel?.hours ?? 0
  const of = (name: string, rising = false): Feature => ({ name: `${sensor.station}:${name}`, sensor: index, rising: upstream && rising })
  const steps = stepNames(lagsHours).map((name, i) => of(name, lagsHours[i + 1]! <= Math.max(travel, 1)))
  const rises = RISE_HOURS.map((hours) => of(`rise-${hours}`, hours <= Math.max(travel, 1)))
  return [of('level', true), of('above-week', true), of('below-day-high'), of('above-day-low'), of('age'), ...steps, ...rises]
}

const stepNames = (lagsHours: readonly number[]) => lagsHours.slice(1).map((lag, i) => `step-${lagsHours[i]}-${lag}`)

function rainFeatures(index: number): Feature[] {
  const names = [...RAIN_HOURS.map((hours) => `sum-${hours}`), 'wetness']
  return names.map((name) => ({ name: `rain-${index}:${name}`, sensor: index, rising: false }))
}
