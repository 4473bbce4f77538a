/**
 * Steps that stand still. A flood rises over several readings, goes on moving, or shows at a neighbour; a displaced instrument
 * jumps once and is as flat after the jump as before it.
 * Source of the kinds: temporary shift and rate of change checks, Delft-FEWS validation rule sets (publicwiki.deltares.nl).
 */
import type { Level, QualityFlag } from './flag'
import type { QualitySettings } from './settings'

const MS_PER_HOUR = 3_600_000
/** A step is a change between two readings no further apart than this: what lies between two others may be a flood. */
const STEP_WITHIN_HOURS = 1
/** So many good readings, close together in time and value, are quiet. */
export const QUIET_READINGS = 3
const QUIET_HOURS = 3

/** A step under examination. */
export interface Shift {
  /** The last reading believed before it. */
  readonly from: Level
  readonly since: number
  /** The latest reading after it. */
  readonly last: Level
  /** Readings that stand flat after it, the first one included: from the second on it is held. */
  readonly length: number
  /** It went on moving the same way after the step: no jump. */
  readonly moved: boolean
  /** It was called a datum jump while it stood still: a person was told, once. */
  readonly asked: boolean
}

type JumpSettings = NonNullable<QualitySettings['datumJump']>

const isHeld = ({ length }: Shift): boolean => length > 1

/** Back where it was: within half a step of it, or nearer to it than to where it stood last. */
export const hasReturned = ({ from, last }: Shift, { value }: Level, { step }: JumpSettings): boolean =>
  Math.abs(value - from.value) < Math.max(Math.abs(value - last.value), step / 2)

const isFlat = (last: Level, { value }: Level, { flatWithin }: JumpSettings): boolean => Math.abs(value - last.value) <= flatWithin

/** Moved on in the direction of the step by more than counts as flat. */
export const goesOn = ({ from, last }: Shift, { value }: Level, { flatWithin }: JumpSettings): boolean =>
  (value - last.value) * Math.sign(last.value - from.value) > flatWithin

export type StepVerdict = 'no-step' | 'stands-still' | 'returned'

/**
 * What a reading says of the step before it. One that is held stays held until it returns; one that is not yet held must first be
 * seen to stand still, without a silence between.
 */
export function afterStep(shift: Shift, reading: Level, jump: JumpSettings, silenceHours: number): StepVerdict {
  if (shift.moved) return 'no-step'
  if (!isHeld(shift) && reading.at - shift.last.at > silenceHours * MS_PER_HOUR) return 'no-step'
  if (hasReturned(shift, reading, jump)) return 'returned'
  return isHeld(shift) || isFlat(shift.last, reading, jump) ? 'stands-still' : 'no-step'
}

/**
 * A step out of quiet water, between two neighbouring readings.
 * @param good the latest good readings, oldest first
 */
export function stepsFromQuiet(reading: Level, good: readonly Level[], { step, flatWithin }: JumpSettings): boolean {
  const last = good.at(-1)
  const first = good[0]
  if (!last || !first || good.length < QUIET_READINGS) return false
  if (reading.at - last.at > STEP_WITHIN_HOURS * MS_PER_HOUR || last.at - first.at > QUIET_HOURS * MS_PER_HOUR) return false
  const values = good.map(({ value }) => value)
  return Math.abs(reading.value - last.value) >= step && Math.max(...values) - Math.min(...values) <= flatWithin
}

/**
 * The flag of a held reading: how far it stands from what was last believed, against the step that is too large, in metres. It is
 * called a temporary shift while it may still be one, a datum jump from then on.
 */
export function holdFlag(reading: Level, from: Level, since: number, settings: QualitySettings & { datumJump: JumpSettings }): QualityFlag {
  const hours = (reading.at - since) / MS_PER_HOUR
  const mayPass = settings.temporaryShift !== undefined && hours <= settings.temporaryShift.longestHours
  return {
    rule: mayPass ? 'temporary-shift' : 'datum-jump',
    measured: Math.abs(reading.value - from.value),
    limit: settings.datumJump.step,
  }
}

/** The step under examination after a reading with this verdict. */
export function shiftAfter(
  before: Shift | undefined,
  accepted: Level | undefined,
  reading: Level & { readonly rule: string | null },
  jump: JumpSettings | undefined,
): Shift | undefined {
  const { at, value, rule } = reading
  if (!jump || rule === null) return undefined
  const last = { at, value }
  if (rule === 'datum-jump' || rule === 'temporary-shift') {
    const from = before?.from ?? accepted
    const asked = before !== undefined && (before.asked || rule === 'datum-jump')
    return from && { from, since: before?.since ?? at, last, length: (before?.length ?? 0) + 1, moved: false, asked }
  }
  if (rule !== 'rate-of-rise' && rule !== 'rate-of-fall') return before
  if (!accepted || Math.abs(value - accepted.value) < jump.step) return undefined
  const moved = before !== undefined && (before.moved || goesOn(before, last, jump))
  return { from: accepted, since: before?.since ?? at, last, length: 1, moved, asked: false }
}
