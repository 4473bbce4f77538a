import { Inject, Injectable } from '@nestjs/common'
import { DataSource, type EntityManager } from 'typeorm'
import { Events, lockByName, tellLive } from '#libs/platform'
import { StoreAlerts } from '../bulletin/store-alerts'
import { StoreEarthquakes } from '../bulletin/store-earthquakes'
import { storeForecasts } from '../bulletin/store-forecasts'
import type { Parsed, ParsedAlertLink, ParsedItem, ParsedReading, Reject } from '../parsed'
import { PayloadUnusable } from '../parsed'
import { sourceNamed } from '../sources'
import { keepPayload, writeReceipt } from './archive'
import { type Counts, NOTHING, plus } from './counts'
import { recordFailure, recordGood } from './source-record'
import { storeRejects } from './store-readings'
import { takeReadings } from './take-readings'

export interface IngestResult extends Counts {
  readonly payloadId: string
  readonly stationIds: string[]
  /** Lists point at what is still to be fetched; they are no items themselves. */
  readonly links: ParsedAlertLink[]
  readonly rejects: readonly Reject[]
}

const ROWS_PER_TRANSACTION = 10_000

/**
 * Takes one payload: archive, parse, resolve names, drop duplicates, judge, store. received = stored + duplicates + rejected.
 * Large payloads are taken in portions, each a transaction; taking a payload again stores nothing twice.
 */
@Injectable()
export class IngestPayload {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly events: Events,
    private readonly alerts: StoreAlerts,
    private readonly earthquakes: StoreEarthquakes,
  ) {}

  /**
   * @param origin where it came from, for the record; never with a secret or a person's number
   * @throws SourceUnknown, and PayloadUnusable when the payload is no answer of the source: it is kept all the same
   */
  async run(source: string, raw: Buffer, receivedAt: Date, origin?: string): Promise<IngestResult> {
    const { parse, largestBytes } = sourceNamed(source)
    if (raw.length > largestBytes) return this.refuse(source, undefined, receivedAt, origin, tooLarge(source, raw.length, largestBytes))
    const payloadId = await keepPayload(this.db, source, raw, receivedAt)
    let parsed: Parsed
    try {
      parsed = parse(raw)
    } catch (error) {
      if (error instanceof PayloadUnusable) return this.refuse(source, payloadId, receivedAt, origin, error)
      throw error
    }
    return this.take(source, payloadId, parsed, receivedAt, origin)
  }

  /** Keeps evidence of an answer that is not the source's, without reading it. */
  async refuseUnread(source: string, raw: Buffer, receivedAt: Date, detail: string, origin?: string): Promise<void> {
    const payloadId = await keepPayload(this.db, source, raw, receivedAt)
    await this.record(source, payloadId, receivedAt, origin, detail)
  }

  private async refuse(
    source: string,
    payloadId: string | undefined,
    receivedAt: Date,
    origin: string | undefined,
    why: PayloadUnusable,
  ): Promise<never> {
    await this.record(source, payloadId, receivedAt, origin, why.message)
    throw why
  }

  private async record(
    source: string,
    payloadId: string | undefined,
    receivedAt: Date,
    origin: string | undefined,
    detail: string,
  ): Promise<void> {
    await this.db.transaction(async (tx) => {
      const outcome = payloadId === undefined ? 'failed' : 'unusable'
      await writeReceipt(tx, { source, receivedAt, outcome, detail, ...(payloadId ? { payloadId } : {}), ...(origin ? { origin } : {}) })
      await storeRejects(tx, source, payloadId ?? null, [{ item: 'payload', reason: detail }], receivedAt)
      await recordFailure(tx, source, detail, true, receivedAt)
      await tellLive(tx, 'feeds')
    })
  }

  private async take(
    source: string,
    payloadId: string,
    { items, rejects }: Parsed,
    receivedAt: Date,
    origin: string | undefined,
  ): Promise<IngestResult> {
    const { readings, others, links } = sort(items)
    let total: Counts = NOTHING
    const stations = new Set<string>()
    const refused: Reject[] = []
    for (let from = 0; from === 0 || from < readings.length; from += ROWS_PER_TRANSACTION) {
      const portion = readings.slice(from, from + ROWS_PER_TRANSACTION)
      const isFirst = from === 0
      const part = await this.db.transaction(async (tx) => {
        await lockByName(tx, `ingest ${source}`)
        if (isFirst) await writeReceipt(tx, { source, payloadId, receivedAt, outcome: 'taken', ...(origin ? { origin } : {}) })
        return this.takePortion(tx, source, payloadId, portion, isFirst ? others : [], isFirst ? rejects : [], receivedAt, origin)
      })
      total = plus(total, part.counts)
      refused.push(...part.rejects)
      for (const id of part.stationIds) stations.add(id)
    }
    return { payloadId, ...total, stationIds: [...stations].toSorted(), links, rejects: refused }
  }

  private async takePortion(
    tx: EntityManager,
    source: string,
    payloadId: string,
    readings: readonly ParsedReading[],
    others: Others,
    parseRejects: readonly Reject[],
    receivedAt: Date,
    origin: string | undefined,
  ) {
    const taken = await takeReadings(tx, source, payloadId, readings, receivedAt, origin)
    const alerts = await this.alerts.run(tx, source, payloadId, ofKind(others, 'alert'), receivedAt)
    const quakes = await this.earthquakes.run(tx, source, payloadId, ofKind(others, 'earthquake'), receivedAt)
    const forecasts = await storeForecasts(tx, payloadId, ofKind(others, 'forecast'))
    const rejects = [...parseRejects, ...taken.rejects, ...forecasts.rejects]
    await storeRejects(tx, source, payloadId, rejects, receivedAt)
    const parsedRejects: Counts = { ...NOTHING, received: parseRejects.length, rejected: parseRejects.length }
    const counts = [taken.counts, alerts, quakes, forecasts.counts, parsedRejects].reduce(plus)
    await recordGood(tx, source, counts, taken.newestObservedAt, receivedAt)
    const { stationIds } = taken
    for (const held of taken.held) await this.events.tell('reading.held', held, tx)
    if (stationIds.length > 0) {
      await this.events.tell('readings.stored', { payloadId, stationIds, receivedAt }, tx)
      await tellLive(tx, 'readings')
    }
    return { counts, rejects, stationIds }
  }
}

type Others = readonly Exclude<ParsedItem, ParsedReading | ParsedAlertLink>[]

function sort(items: readonly ParsedItem[]): { readings: ParsedReading[]; others: Others; links: ParsedAlertLink[] } {
  const readings: ParsedReading[] = []
  const others: Exclude<ParsedItem, ParsedReading | ParsedAlertLink>[] = []
  const links: ParsedAlertLink[] = []
  for (const item of items) {
    if (item.kind === 'reading') readings.push(item)
    else if (item.kind === 'alert-link') links.push(item)
    else others.push(item)
  }
  return { readings, others, links }
}

const ofKind = <K extends Others[number]['kind']>(items: Others, kind: K): Extract<Others[number], { kind: K }>[] =>
  items.filter((item): item is Extract<Others[number], { kind: K }> => item.kind === kind)

const tooLarge = (source: string, bytes: number, largest: number): PayloadUnusable =>
  new PayloadUnusable(source, `${bytes} bytes; ${largest} are taken`)
