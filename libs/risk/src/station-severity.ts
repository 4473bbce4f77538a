/**
 * The confirmed severity of one station: rises fast but on evidence, falls slowly and only on evidence.
 * Pure: a memory and a reading in, a memory and perhaps a change out.
 */
import { severityOf, type Ladder, type Severity } from '#libs/station'

const MS_PER_HOUR = 3_600_000
/** Two readings further apart than this do not support each other. */
const LONGEST_GAP_HOURS = 3
/** A fall needs at least this many good readings in its hold window. */
const FEWEST_READINGS_FOR_A_FALL = 3

/** How a station's severity comes down: `margin` metres below the level, for `holdHours` hours on end. */
export interface Hysteresis {
  readonly margin: number
  readonly holdHours: number
}

/** A reading of good quality, metres above the station's zero. Suspect readings never come here. */
export interface GoodReading {
  readonly at: number
  readonly value: number
}

export interface SeverityMemory {
  readonly severity: Severity
  /** When the present severity was first observed, ms. */
  readonly since?: number
  /** The latest good reading that still supports the present severity (margin included), ms. */
  readonly evidenceAt?: number
  /** Good readings, oldest first, as far back as the hold window needs. */
  readonly recent: readonly GoodReading[]
}

export interface SeverityChange {
  readonly from: Severity
  readonly to: Severity
  /** A rise: the first reading at or above the new level. A fall: the first reading below the old one. */
  readonly observedAt: number
  readonly value: number
}

export const CALM: SeverityMemory = Object.freeze({ severity: 0, recent: [] })

/**
 * Takes one good reading.
 *
 * A rise is confirmed at once when the two readings before it were already rising towards it, otherwise by the next good reading
 * at or above the level: one high value standing alone raises nothing.
 * A fall needs every good reading of the last `holdHours` to lie `margin` below the level, no silence longer than three hours
 * among them, and a sensor that moves: a post that repeats one value is no ground for an all-clear.
 *
 * @throws RangeError when the reading is not later than the last one: ordering belongs to the caller
 */
export function takeReading(
  memory: SeverityMemory,
  reading: GoodReading,
  ladder: Ladder,
  hysteresis: Hysteresis,
): { memory: SeverityMemory; change?: SeverityChange } {
  const last = memory.recent.at(-1)
  if (last && reading.at <= last.at) throw new RangeError('readings out of order')
  const recent = keepFrom([...memory.recent, reading], reading.at - (hysteresis.holdHours + LONGEST_GAP_HOURS) * MS_PER_HOUR)
  const change = riseAt(memory.severity, recent, ladder) ?? fallAt(memory.severity, recent, ladder, hysteresis)
  const severity = change?.to ?? memory.severity
  const supports = severity > 0 && severityOf(ladder, reading.value + hysteresis.margin) >= severity
  return {
    memory: {
      severity,
      since: change ? change.observedAt : memory.since,
      evidenceAt: supports ? reading.at : memory.evidenceAt,
      recent,
    },
    change,
  }
}

/** Whether what is remembered is ground for a fall, without a new reading: after somebody decided that what raised it was false. */
export function fallNow(
  memory: SeverityMemory,
  ladder: Ladder,
  hysteresis: Hysteresis,
): { memory: SeverityMemory; change?: SeverityChange } {
  const change = fallAt(memory.severity, memory.recent, ladder, hysteresis)
  return change ? { memory: { ...memory, severity: change.to, since: change.observedAt }, change } : { memory }
}

/** The oldest reading inside the window stays, and one before it: the window must be seen to be covered. */
function keepFrom(readings: readonly GoodReading[], from: number): GoodReading[] {
  const first = readings.findIndex((reading) => reading.at >= from)
  return readings.slice(Math.max(0, first - 1))
}

function riseAt(current: Severity, recent: readonly GoodReading[], ladder: Ladder): SeverityChange | undefined {
  const reading = recent.at(-1)
  if (!reading) return undefined
  const reached = severityOf(ladder, reading.value)
  if (reached <= current) return undefined
  const previous = near(recent.at(-2), reading)
  const beforePrevious = previous && near(recent.at(-3), previous)
  const wasRising =
    beforePrevious !== undefined && previous !== undefined && beforePrevious.value < previous.value && previous.value < reading.value
  const supported = previous ? severityOf(ladder, previous.value) : 0
  const to = wasRising ? reached : (Math.min(reached, supported) as Severity)
  if (to <= current) return undefined
  const first = firstAtOrAbove(recent, ladder, to)
  return { from: current, to, observedAt: first.at, value: first.value }
}

const near = (reading: GoodReading | undefined, later: GoodReading): GoodReading | undefined =>
  reading && later.at - reading.at <= LONGEST_GAP_HOURS * MS_PER_HOUR ? reading : undefined

function firstAtOrAbove(recent: readonly GoodReading[], ladder: Ladder, severity: Severity): GoodReading {
  let first = recent.at(-1) as GoodReading
  for (let i = recent.length - 2; i >= 0; i -= 1) {
    const earlier = recent[i] as GoodReading
    if (severityOf(ladder, earlier.value) < severity || !near(earlier, first)) break
    first = earlier
  }
  return first
}

function fallAt(
  current: Severity,
  recent: readonly GoodReading[],
  ladder: Ladder,
  { margin, holdHours }: Hysteresis,
): SeverityChange | undefined {
  const reading = recent.at(-1)
  if (current === 0 || !reading) return undefined
  const held = (value: number): Severity => Math.min(current, severityOf(ladder, value + margin)) as Severity
  const from = reading.at - holdHours * MS_PER_HOUR
  const start = recent.findLastIndex((earlier) => earlier.at <= from)
  if (start < 0) return undefined
  const window = recent.slice(start)
  const to = window.reduce<Severity>((highest, each) => Math.max(highest, held(each.value)) as Severity, 0)
  if (to >= current) return undefined
  if (window.length < FEWEST_READINGS_FOR_A_FALL || hasSilence(window) || !moves(window)) return undefined
  const first = firstBelow(recent, (value) => held(value) < current)
  return { from: current, to, observedAt: first.at, value: first.value }
}

const hasSilence = (window: readonly GoodReading[]): boolean =>
  window.some((reading, i) => i > 0 && reading.at - (window[i - 1] as GoodReading).at > LONGEST_GAP_HOURS * MS_PER_HOUR)

/** A living sensor: the latest readings are not all one value. */
function moves(window: readonly GoodReading[]): boolean {
  const latest = window.slice(-Math.max(FEWEST_READINGS_FOR_A_FALL, Math.ceil(window.length / 2)))
  return latest.some((reading) => reading.value !== latest[0]?.value)
}

function firstBelow(recent: readonly GoodReading[], isBelow: (value: number) => boolean): GoodReading {
  let first = recent.at(-1) as GoodReading
  for (let i = recent.length - 2; i >= 0 && isBelow((recent[i] as GoodReading).value); i -= 1) first = recent[i] as GoodReading
  return first
}
