import { isImpossible, type Level } from './flag'
import type { QualitySettings } from './settings'
import { QUIET_READINGS, type Shift, shiftAfter } from './step'

const MS_PER_HOUR = 3_600_000
/** A value found stuck is not believed again for this long, even when another value came between. */
export const STUCK_REMEMBERED_HOURS = 24
/** Readings further apart than this are not neighbours in time, unless the region package says otherwise. */
const SILENCE_HOURS = 3

export const silenceOf = ({ silenceHours }: { readonly silenceHours?: number | undefined }): number => silenceHours ?? SILENCE_HOURS

/** One value over and over, without a silence between. Times in ms. */
export interface Run {
  readonly value: number
  readonly since: number
  readonly length: number
  /** When the post last spoke, whatever it said. */
  readonly heardAt: number
}

/** A reading with the rule that made it suspect; null when it is good. A person's decision has gone into it. */
export interface StoredReading extends Level {
  readonly rule: string | null
}

/** What judging the next reading of a post (and parameter, and source) needs to know of those before it. Times in ms. */
export interface QualityMemory {
  /** The newest reading stored, good or suspect: later ones are in order, others are late. */
  readonly newestAt?: number
  readonly accepted?: Level
  /** The latest good readings, oldest first: enough to know quiet water. */
  readonly good: readonly Level[]
  /** The latest readings that are possible, good or suspect, oldest first; the last one alone where nothing looks further back. */
  readonly recent: readonly Level[]
  readonly run?: Run
  /** Values found stuck, with the time they were last seen so. */
  readonly stuckValues: readonly Level[]
  readonly shift?: Shift
  /** The last reading and a gate-keeper said different things. */
  readonly disagreed?: boolean
}

export const NO_MEMORY: QualityMemory = Object.freeze({ good: [], recent: [], stuckValues: [] })

export function nextRun(run: Run | undefined, { at, value }: Level, silenceHours: number): Run {
  return run && run.value === value && at - run.heardAt <= silenceHours * MS_PER_HOUR
    ? { ...run, length: run.length + 1, heardAt: at }
    : { value, since: at, length: 1, heardAt: at }
}

/** The memory after a reading that is newer than all before it. */
export function remember(memory: QualityMemory, reading: StoredReading, settings: QualitySettings): QualityMemory {
  const { at, value, rule } = reading
  const level: Level = { at, value }
  const isGood = rule === null
  const isNone = isImpossible(rule)
  return {
    newestAt: at,
    accepted: isGood ? level : memory.accepted,
    good: isGood && settings.datumJump ? [...memory.good.slice(1 - QUIET_READINGS), level] : memory.good,
    recent: isNone ? memory.recent : recentAfter(memory.recent, level, settings),
    run: isNone ? stillHeard(memory.run, at) : nextRun(memory.run, level, silenceOf(settings)),
    stuckValues: stuckAfter(memory.stuckValues, reading),
    shift: shiftAfter(memory.shift, memory.accepted, reading, settings.datumJump),
    disagreed: rule === 'gate-keeper-disagrees',
  }
}

/** The post spoke, though it said nothing: its run goes on. */
export const stillHeard = (run: Run | undefined, at: number): Run | undefined => run && { ...run, heardAt: at }

export function recentAfter(recent: readonly Level[], level: Level, { oscillation }: QualitySettings): readonly Level[] {
  if (!oscillation) return [level]
  const from = level.at - oscillation.withinHours * MS_PER_HOUR
  return [...recent.filter((each) => each.at >= from), level]
}

function stuckAfter(before: readonly Level[], { at, value, rule }: StoredReading): readonly Level[] {
  if (before.length === 0 && rule !== 'stuck') return before
  const kept = before.filter((each) => each.value !== value && at - each.at <= STUCK_REMEMBERED_HOURS * MS_PER_HOUR)
  return rule === 'stuck' ? [...kept, { at, value }] : kept
}
