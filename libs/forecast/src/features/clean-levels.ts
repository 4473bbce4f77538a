import type { Series } from '../forecaster'
import type { LevelLimits } from './level-limits'

/**
 * Readings of one post with the interval of issue times at which each may be used: a reading that is doubted may be
 * used from the instant another one confirms it, and a spike until the instant the next reading takes it back. So what
 * is known at an issue time depends on nothing stamped after it.
 */
export interface CleanLevels {
  readonly limits: LevelLimits
  /** Ascending, ms. */
  readonly times: Float64Array
  /** Metres on the datum of the post's first readings: a datum jump is taken out from the reading that confirms it. */
  readonly values: Float64Array
  /** Metres as reported. */
  readonly raw: Float64Array
  readonly usableFrom: Float64Array
  readonly usableUntil: Float64Array
}

/** A step that stays, without any other large step around it, is a moved datum and not a flood. */
const QUIET_SHARE = 0.2
/** Readings that must stay after a jump before it is called a moved datum. */
const CONFIRMING = 3
/** A spike is back within this share of its height. */
const RETURN_SHARE = 0.35

export function cleanLevels(series: Series, limits: LevelLimits): CleanLevels {
  const kept: number[] = []
  for (let i = 0; i < series.times.length; i += 1) {
    const value = series.values[i]!
    if (value >= limits.lowest && value <= limits.highest) kept.push(i)
  }
  const times = Float64Array.from(kept, (i) => series.times[i]!)
  const raw = Float64Array.from(kept, (i) => series.values[i]!)
  const values = raw.slice()
  const usableFrom = times.slice()
  const usableUntil = new Float64Array(times.length).fill(Infinity)
  doubtSteps(times, raw, values, usableFrom, usableUntil, limits)
  doubtStuck(times, raw, usableFrom, usableUntil, limits)
  return { limits, times, values, raw, usableFrom, usableUntil }
}

function doubtSteps(
  times: Float64Array,
  raw: Float64Array,
  values: Float64Array,
  usableFrom: Float64Array,
  usableUntil: Float64Array,
  limits: LevelLimits,
): void {
  let offset = 0
  let previous = 0
  for (let i = 0; i < times.length; i += 1) {
    values[i] = raw[i]! - offset
    if (i === 0) continue
    const step = raw[i]! - raw[previous]!
    const reach = Math.max(1, Math.min((times[i]! - times[previous]!) / limits.cadenceMs, 6))
    const returned = Math.abs((raw[i + 1] ?? NaN) - raw[previous]!)
    const tolerated = reach * (step > 0 ? limits.jumpUp : limits.jumpDown)
    if (Math.abs(step) > tolerated) {
      const decided = i + settledAfter(raw, i, step)
      if (i + 1 < times.length && returned <= tolerated) {
        usableFrom[i] = Infinity
        continue
      }
      for (let j = i; j < Math.min(decided, times.length); j += 1) {
        values[j] = raw[j]! - offset
        usableFrom[j] = times[decided] ?? Infinity
      }
      if (decided - i === CONFIRMING && decided < times.length) {
        offset += step
        for (let j = i; j < decided; j += 1) values[j] = raw[j]! - offset
      }
      previous = i = Math.min(decided, times.length) - 1
      continue
    }
    if (Math.abs(step) > limits.spike && returned <= RETURN_SHARE * Math.abs(step)) {
      usableUntil[i] = times[i + 1]!
      continue
    }
    previous = i
  }
}

/** Readings until it is known what a jump was: at once when the water goes on moving, {@link CONFIRMING} when it stays. */
function settledAfter(raw: Float64Array, i: number, step: number): number {
  for (let after = 1; after <= CONFIRMING; after += 1) {
    if (Math.abs((raw[i + after] ?? raw[i]!) - raw[i]!) > QUIET_SHARE * Math.abs(step)) return after
  }
  return CONFIRMING
}

function doubtStuck(
  times: Float64Array,
  raw: Float64Array,
  usableFrom: Float64Array,
  usableUntil: Float64Array,
  limits: LevelLimits,
): void {
  let began = 0
  for (let i = 1; i < times.length; i += 1) {
    if (raw[i] !== raw[began]) {
      began = i
      continue
    }
    const lasting = times[i]! - times[began]!
    const tolerated = raw[i]! > limits.stuckAbove ? limits.stuckMs : limits.stuckLowMs
    if (lasting <= tolerated) continue
    usableFrom[i] = Infinity
    // what was believed while the run was short is no longer believed once it is known to be stuck
    for (let j = i - 1; j >= began && usableUntil[j]! > times[i]!; j -= 1) usableUntil[j] = times[i]!
  }
}
