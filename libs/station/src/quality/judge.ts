import { type Level, placeholderZero, type QualityFlag, range, rateOfChange, sentinel, stale, stuck } from './rules'
import type { QualitySettings } from './settings'

const MS_PER_HOUR = 3_600_000
/** A value found stuck is not believed again for this long, even when another value came between. */
const STUCK_REMEMBERED_HOURS = 24
/** The last accepted reading is compared with only while it is this recent. */
const COMPARED_HOURS = 12

/** What judging the next reading of a station needs to know of those before it. Times in ms. */
export interface QualityMemory {
  /** The newest reading stored, good or suspect: later ones are in order, others are late. */
  readonly newestAt?: number
  readonly accepted?: Level
  readonly run?: { readonly value: number; readonly since: number; readonly length: number }
  /** Values found stuck, with the time they were last seen so. */
  readonly stuckValues: readonly Level[]
}

export const NO_MEMORY: QualityMemory = Object.freeze({ stuckValues: [] })

export interface Judgement {
  readonly flag?: QualityFlag
  readonly memory: QualityMemory
}

/**
 * Judges one reading. A reading without a flag is good; a flagged one is suspect, is kept, and is never compared with.
 * A late reading (not newer than the newest stored) is judged by what it says alone: it changes no memory.
 *
 * @param receivedAt when it reached us, ms
 */
export function judge(reading: Level, receivedAt: number, memory: QualityMemory, settings: QualitySettings): Judgement {
  const alone =
    range(reading, settings) ?? sentinel(reading, settings) ?? placeholderZero(reading, settings) ?? stale(reading, receivedAt, settings)
  if (memory.newestAt !== undefined && reading.at <= memory.newestAt) return { flag: alone, memory }
  const run =
    memory.run?.value === reading.value
      ? { ...memory.run, length: memory.run.length + 1 }
      : { value: reading.value, since: reading.at, length: 1 }
  const flag = alone ?? sameAsBefore(reading, run, memory, settings) ?? change(reading, memory, settings)
  const remembered = memory.stuckValues.filter(
    (each) => reading.at - each.at <= STUCK_REMEMBERED_HOURS * MS_PER_HOUR && each.value !== reading.value,
  )
  const wasStuck = flag?.rule === 'stuck'
  return {
    flag,
    memory: {
      newestAt: reading.at,
      accepted: flag ? memory.accepted : reading,
      run,
      stuckValues: wasStuck ? [...remembered, reading] : remembered,
    },
  }
}

function sameAsBefore(
  reading: Level,
  run: { value: number; since: number; length: number },
  memory: QualityMemory,
  settings: QualitySettings,
): QualityFlag | undefined {
  const now = stuck(run.since, run.length, reading, settings)
  if (now) return now
  const again = memory.stuckValues.find(
    (each) => each.value === reading.value && reading.at - each.at <= STUCK_REMEMBERED_HOURS * MS_PER_HOUR,
  )
  return again && { rule: 'stuck', measured: (reading.at - again.at) / MS_PER_HOUR, limit: STUCK_REMEMBERED_HOURS }
}

function change(reading: Level, { accepted }: QualityMemory, settings: QualitySettings): QualityFlag | undefined {
  if (!accepted || reading.at - accepted.at > COMPARED_HOURS * MS_PER_HOUR) return undefined
  return rateOfChange(accepted, reading, settings)
}
