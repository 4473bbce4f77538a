import { judge, type Level, NO_MEMORY, type QualityFlag, type QualityMemory, type QualitySettings } from '#libs/station'
import type { ParsedReading, Reject } from './parsed'

/** A reading with its station and the verdict of quality control. */
export interface JudgedReading {
  readonly stationId: string
  readonly reading: ParsedReading
  readonly flag?: QualityFlag
}

/** What is known of a station before a batch: its settings, its memory, and the times already stored. */
export interface StationContext {
  readonly settings: QualitySettings
  memory: QualityMemory
  readonly storedAt: Set<number>
}

export interface JudgedBatch {
  readonly readings: JudgedReading[]
  readonly duplicates: number
  readonly rejects: Reject[]
}

const FUTURE_TOLERANCE_MS = 10 * 60_000

/**
 * Sorts a batch out: unknown posts and times in the future are rejected by name, what is stored already or came earlier in the batch is
 * a duplicate, the rest is judged in the order of observation, station by station. Contexts are carried on to the next batch.
 */
export function judgeBatch(
  items: readonly ParsedReading[],
  stationOf: ReadonlyMap<string, string>,
  contexts: ReadonlyMap<string, StationContext>,
  receivedAt: number,
): JudgedBatch {
  const rejects: Reject[] = []
  const unique = new Map<string, ParsedReading[]>()
  let duplicates = 0
  for (const item of items) {
    const stationId = stationOf.get(item.name)
    const context = stationId === undefined ? undefined : contexts.get(stationId)
    if (stationId === undefined || !context) {
      rejects.push({
        item: item.name,
        field: 'name',
        reason: `no post of this region is called "${item.name.slice(0, 80)}" in this source`,
      })
    } else if (item.observedAt > receivedAt + FUTURE_TOLERANCE_MS) {
      rejects.push({ item: item.name, field: 'time', reason: `observed in the future: ${new Date(item.observedAt).toISOString()}` })
    } else if (context.storedAt.has(item.observedAt)) {
      duplicates += 1
    } else {
      context.storedAt.add(item.observedAt)
      const own = unique.get(stationId)
      if (own) own.push(item)
      else unique.set(stationId, [item])
    }
  }
  const readings: JudgedReading[] = []
  for (const [stationId, own] of unique) {
    const context = contexts.get(stationId) as StationContext
    own.sort((a, b) => a.observedAt - b.observedAt)
    for (const reading of own) {
      const verdict = judge({ at: reading.observedAt, value: reading.value }, receivedAt, context.memory, context.settings)
      context.memory = verdict.memory
      readings.push({ stationId, reading, ...(verdict.flag ? { flag: verdict.flag } : {}) })
    }
  }
  return { readings, duplicates, rejects }
}

/** A stored reading as the memory is rebuilt from it. */
export interface StoredLevel extends Level {
  readonly rule: string | null
}

/** The memory quality control had after these readings, oldest first. */
export function memoryOf(stored: readonly StoredLevel[]): QualityMemory {
  return stored.reduce<QualityMemory>((memory, { at, value, rule }) => {
    const run = memory.run?.value === value ? { ...memory.run, length: memory.run.length + 1 } : { value, since: at, length: 1 }
    const level = { at, value }
    return {
      newestAt: at,
      accepted: rule === null ? level : memory.accepted,
      run,
      stuckValues: rule === 'stuck' ? [...memory.stuckValues.filter((each) => each.value !== value), level] : memory.stuckValues,
    }
  }, NO_MEMORY)
}
