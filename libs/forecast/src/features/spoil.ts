import { MS_PER_HOUR } from '#libs/platform'
import type { Series } from '../forecaster'
import type { Random } from '../model/random'
import type { Sensor } from './plan'

const HEALTHY_HOURS = 72
const SPOILT_HOURS = 36
const SENTINELS = [-999, 999, 0]

/**
 * The same readings as a network of failing posts would have reported them: a model trained on some of these rows learns
 * what to believe when posts are dead, stuck, moved or send sentinels. The target loses readings only: what it reports is
 * the truth to learn.
 */
export function spoilSeries(series: readonly Series[], sensors: readonly Sensor[], random: Random): Series[] {
  return sensors.flatMap((sensor, index) => {
    const found = series.find((one) => one.station === sensor.station && one.parameter === sensor.parameter)
    return found ? [spoilOne(found, sensor, index === 0, random)] : []
  })
}

type Fault = 'dead' | 'stuck' | 'moved' | 'sentinel'

function spoilOne(series: Series, sensor: Sensor, isTarget: boolean, random: Random): Series {
  const times: number[] = []
  const values: number[] = []
  let fault: Fault | undefined
  let changesAt = -Infinity
  let [stuckAt, moved, sentinel] = [NaN, 0, 0]
  for (let i = 0; i < series.times.length; i += 1) {
    const [time, value] = [series.times[i]!, series.values[i]!]
    if (time >= changesAt) {
      fault = fault ? undefined : pickFault(sensor, isTarget, random)
      const hours = fault ? (isTarget ? 18 : SPOILT_HOURS) : HEALTHY_HOURS * (isTarget ? 3 : 1)
      changesAt = time - Math.log(1 - random()) * hours * MS_PER_HOUR
      stuckAt = value
      moved = spanOf(sensor) * (0.3 + 0.7 * random()) * (random() < 0.5 ? -1 : 1)
      sentinel = SENTINELS[Math.floor(random() * SENTINELS.length)]!
    }
    if (fault === 'dead') continue
    times.push(time)
    values.push(fault === 'stuck' ? stuckAt : fault === 'moved' ? value + moved : fault === 'sentinel' ? sentinel : value)
  }
  return { ...series, times: Float64Array.from(times), values: Float64Array.from(values) }
}

function pickFault(sensor: Sensor, isTarget: boolean, random: Random): Fault {
  if (isTarget || sensor.parameter === 'rain') return 'dead'
  const drawn = random()
  return drawn < 0.5 ? 'dead' : drawn < 0.7 ? 'stuck' : drawn < 0.9 ? 'moved' : 'sentinel'
}

/** A third of the believable range of a post is about the spread of its record, metres. */
const spanOf = (sensor: Sensor) => (sensor.limits ? (sensor.limits.highest - sensor.limits.lowest) / 3 : 0)
