import type { EntityManager } from 'typeorm'
import { type HeldReading, loadQualityContexts } from '#libs/station'
import { judgeBatch } from '../judge-batch'
import type { ParsedReading, Reject } from '../parsed'
import { withinKey } from '../push/key-scope'
import { resolveAliases } from '../resolve/resolve-aliases'
import { sourceNamed } from '../sources'
import type { Counts } from './counts'
import { coversOf, standings } from './standing'
import { storeReadings } from './store-readings'

export interface TakenReadings {
  readonly counts: Counts
  readonly rejects: Reject[]
  readonly stationIds: string[]
  /** Readings that quality control began to hold: a person is to decide. */
  readonly held: readonly HeldReading[]
  readonly newestObservedAt?: number
}

/**
 * One portion of readings: post, duplicates, quality, standing, store. The same readings in the same order give the same rows, so
 * that the archive can be read again.
 */
export async function takeReadings(
  tx: EntityManager,
  source: string,
  payloadId: string,
  readings: readonly ParsedReading[],
  receivedAt: Date,
  origin?: string,
): Promise<TakenReadings> {
  const found = await (sourceNamed(source).resolve ?? resolveAliases)(tx, source, readings)
  const { resolved, rejects } = await withinKey(tx, origin, found)
  const contexts = await loadQualityContexts(tx, source, resolved, receivedAt)
  const batch = judgeBatch(source, resolved, contexts, receivedAt.getTime())
  const placed = batch.readings.map(({ stationId, parameter, reading }) => ({ stationId, parameter, at: reading.observedAt }))
  const standing = standings(placed, await coversOf(tx, source, placed))
  const stored = await storeReadings(tx, source, payloadId, batch.readings, standing, receivedAt)
  const all = [...rejects, ...batch.rejects]
  return {
    counts: {
      received: readings.length,
      stored,
      duplicates: readings.length - all.length - stored,
      suspect: batch.readings.filter((each) => each.flag).length,
      rejected: all.length,
    },
    rejects: all,
    held: batch.held,
    stationIds: [...new Set(batch.readings.map((each) => each.stationId))].toSorted(),
    ...newest(resolved.map((each) => each.reading.observedAt).filter((at) => at <= receivedAt.getTime())),
  }
}

function newest(times: readonly number[]): { newestObservedAt?: number } {
  let latest: number | undefined
  for (const at of times) if (latest === undefined || at > latest) latest = at
  return latest === undefined ? {} : { newestObservedAt: latest }
}
