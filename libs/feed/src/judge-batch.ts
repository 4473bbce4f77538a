import { contextKey, type HeldReading, type QualityContext, type QualityContexts, type QualityFlag } from '#libs/station'
import type { Reject } from './parsed'
import type { ResolvedReading } from './source'

/** A reading with its station and the verdict of quality control. */
export interface JudgedReading extends ResolvedReading {
  readonly flag?: QualityFlag
}

export interface JudgedBatch {
  /** In the order of observation, over all posts. */
  readonly readings: JudgedReading[]
  readonly duplicates: number
  readonly rejects: Reject[]
  /** What began in this batch and only a person can decide. */
  readonly held: HeldReading[]
}

const FUTURE_TOLERANCE_MS = 10 * 60_000

/**
 * Sorts a batch of one source out: times in the future are rejected by name, what is stored already or came earlier in the batch (post,
 * parameter, time) is a duplicate, the rest is judged in the order of observation, so that a post finds its neighbours judged before
 * it. Contexts are carried on to the next batch.
 */
export function judgeBatch(
  source: string,
  resolved: readonly ResolvedReading[],
  contexts: QualityContexts,
  receivedAt: number,
): JudgedBatch {
  const rejects: Reject[] = []
  const unique: { readonly context: QualityContext; readonly item: ResolvedReading }[] = []
  let duplicates = 0
  for (const item of resolved) {
    const { name, observedAt } = item.reading
    const context = contexts.get(contextKey(item.stationId, item.parameter))
    if (!context) {
      rejects.push({ item: name, field: 'name', reason: `there is no post "${item.stationId}" in this region` })
    } else if (observedAt > receivedAt + FUTURE_TOLERANCE_MS) {
      rejects.push({ item: name, field: 'time', reason: `observed in the future: ${new Date(observedAt).toISOString()}` })
    } else if (context.storedAt.has(observedAt)) {
      duplicates += 1
    } else {
      context.storedAt.add(observedAt)
      unique.push({ context, item })
    }
  }
  unique.sort((a, b) => a.item.reading.observedAt - b.item.reading.observedAt)
  const readings: JudgedReading[] = []
  const held: HeldReading[] = []
  for (const { context, item } of unique) {
    const { stationId, parameter, value, intervalMinutes, reading } = item
    const level = { at: reading.observedAt, value }
    const { flag, memory, beginsHold } = context.rules.judge({ ...level, intervalMinutes }, receivedAt, context.memory, context.around)
    context.memory = memory
    readings.push(flag ? { ...item, flag } : item)
    if (!flag) context.seenByNeighbours?.push(level)
    if (flag && beginsHold) held.push({ stationId, parameter, source, rule: flag.rule, observedAt: new Date(reading.observedAt), value })
  }
  return { readings, duplicates, rejects, held }
}
