import type { Series } from '../forecaster'
import { MS_PER_HOUR } from '../verification/hours'

/** Both neighbours must be this near for a reading to stand between them. */
const NEIGHBOUR_HOURS = 3

/** The range that holds 99 % of the training's levels. */
const LOW = 0.005
const HIGH = 0.995

/** Where a river hardly moved during the training its range says little: no less than this is a jump, metres. */
const LEAST_JUMP = 1

/**
 * Indices of readings which no river can have had: alone, and away from both neighbours, to the same side, by more than the range that holds
 * 99 % of the training's levels (10 cm between two readings of 5.80 m). They are slips and faults of the gauge: as truth they would measure
 * nothing, as the level at issue they would flatter every model against persistence. The models are still given them.
 */
export function impossibleReadings({ times, values }: Series, trainUntil: number): number[] {
  const known = values.filter((_, i) => (times[i] as number) < trainUntil).toSorted()
  const quantile = (p: number): number => known[Math.floor(p * (known.length - 1))] as number
  const jump = Math.max(LEAST_JUMP, quantile(HIGH) - quantile(LOW))
  const found: number[] = []
  for (let i = 1; i < times.length - 1; i++) {
    const [before, at, after] = [times[i - 1] as number, times[i] as number, times[i + 1] as number]
    if (Math.max(at - before, after - at) > NEIGHBOUR_HOURS * MS_PER_HOUR) continue
    const rise = (values[i] as number) - (values[i - 1] as number)
    const fall = (values[i] as number) - (values[i + 1] as number)
    if (rise * fall > 0 && Math.min(Math.abs(rise), Math.abs(fall)) > jump) found.push(i)
  }
  return found
}

/** A series without some of its readings. */
export function without(series: Series, indices: readonly number[]): Series {
  const left = new Set(indices)
  return { ...series, times: series.times.filter((_, i) => !left.has(i)), values: series.values.filter((_, i) => !left.has(i)) }
}
