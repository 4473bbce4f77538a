import { MS_PER_HOUR, type QualityFlag, type StationQuality } from './station-quality'

/** The value a station shows now, and when it showed it, ms, oldest first, all readings on end. */
export interface Run {
  readonly value: number
  readonly times: readonly number[]
}

/** A value found stuck: since when it stood, and when it was last seen, ms. */
export interface StuckValue {
  readonly value: number
  readonly since: number
  readonly lastAt: number
}

/** Fewer readings prove nothing, however far apart they are. */
export const FEWEST_STUCK_READINGS = 5
/** A value found stuck stays so for this long after it was last seen. */
export const STUCK_MEMORY_HOURS = 24

/** How far back quality control looks at a station: what is older can change no judgement. */
export const lookBackHours = ({ stuckHours }: Pick<StationQuality, 'stuckHours'>): number => Math.max(STUCK_MEMORY_HOURS, 2 * stuckHours)

/**
 * Flags a gauge that stands still: the same value for `stuckHours` over at least five readings. The reading that completes it and
 * every later equal one is suspect; the earlier ones were believed and stay so. An isolated other value in between heals nothing:
 * a value found stuck is still stuck when it returns within a day.
 *
 * @returns evidence in hours since the value first stood
 */
export function stuck(at: number, value: number, run: Run | undefined, known: readonly StuckValue[], settings: StationQuality): QualityFlag | undefined {
  const before = known.find((each) => each.value === value && at - each.lastAt <= STUCK_MEMORY_HOURS * MS_PER_HOUR)
  if (before) return { rule: 'stuck', measured: (at - before.since) / MS_PER_HOUR, limit: settings.stuckHours }
  if (run?.value !== value) return undefined
  const times = run.times.filter((time) => time >= at - lookBackHours(settings) * MS_PER_HOUR)
  const first = times[0]
  if (first === undefined || times.length + 1 < FEWEST_STUCK_READINGS) return undefined
  const hours = (at - first) / MS_PER_HOUR
  return hours >= settings.stuckHours ? { rule: 'stuck', measured: hours, limit: settings.stuckHours } : undefined
}
