import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { Inject, Injectable } from '@nestjs/common'
import { DataSource, type EntityManager } from 'typeorm'
import { Events, lockByName, MS_PER_HOUR, sql, tellLive } from '#libs/platform'
import type { QualitySettings } from '#libs/station'
import { judgeBatch, type JudgedReading, memoryOf, type StationContext } from './judge-batch'
import type { ParsedReading, Reject } from './parsed'
import { parserOf } from './sources'

export interface IngestResult {
  readonly payloadId: string
  readonly received: number
  readonly stored: number
  readonly duplicates: number
  /** Part of stored. */
  readonly suspect: number
  readonly rejected: number
  readonly stationIds: string[]
}

/** Readings before a batch that quality control may need: a stuck value is remembered for a day. */
const CONTEXT_HOURS = 30
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
  ) {}

  /**
   * @throws SourceUnknown, and PayloadUnusable when the payload is no answer of the source: it is kept all the same
   */
  async run(source: string, raw: Buffer, receivedAt: Date): Promise<IngestResult> {
    const parse = parserOf(source)
    const payloadId = await this.archive(source, raw, receivedAt)
    const { items, rejects } = parse(raw)
    const total = { received: items.length + rejects.length, stored: 0, duplicates: 0, suspect: 0, rejected: 0 }
    const stations = new Set<string>()
    for (let from = 0; from === 0 || from < items.length; from += ROWS_PER_TRANSACTION) {
      const portion = items.slice(from, from + ROWS_PER_TRANSACTION)
      const part = await this.take(source, payloadId, portion, from === 0 ? rejects : [], receivedAt)
      total.stored += part.stored
      total.duplicates += part.duplicates
      total.suspect += part.suspect
      total.rejected += part.rejected
      for (const id of part.stationIds) stations.add(id)
    }
    return { payloadId, ...total, stationIds: [...stations].toSorted() }
  }

  private async archive(source: string, raw: Buffer, receivedAt: Date): Promise<string> {
    const [row] = await sql<{ id: string }>(
      this.db,
      `insert into raw_payload (source, sha256, content, byte_length, received_at) values ($1, $2, $3, $4, $5)
       on conflict (source, sha256, received_at) do update set byte_length = excluded.byte_length returning id`,
      [source, createHash('sha256').update(raw).digest(), gzipSync(raw, { level: 1 }), raw.length, receivedAt],
    )
    return (row as { id: string }).id
  }

  private take(source: string, payloadId: string, items: readonly ParsedReading[], parseRejects: readonly Reject[], receivedAt: Date) {
    return this.db.transaction(async (tx) => {
      await lockByName(tx, `ingest ${source}`)
      const stationOf = await this.aliases(tx, source)
      const contexts = await this.contexts(tx, items, stationOf)
      const batch = judgeBatch(items, stationOf, contexts, receivedAt.getTime())
      const stored = await this.store(tx, payloadId, batch.readings, receivedAt)
      const rejects = [...parseRejects, ...batch.rejects]
      await this.storeRejects(tx, source, payloadId, rejects, receivedAt)
      const suspect = batch.readings.filter((each) => each.flag).length
      const result = { stored, duplicates: batch.duplicates + batch.readings.length - stored, suspect, rejected: rejects.length }
      await this.count(tx, source, { received: items.length + parseRejects.length, ...result }, receivedAt)
      const stationIds = [...new Set(batch.readings.map((each) => each.stationId))].toSorted()
      if (stationIds.length > 0) await this.events.tell('readings.stored', { payloadId, stationIds, receivedAt }, tx)
      await tellLive(tx, 'readings')
      return { ...result, stationIds }
    })
  }

  private async aliases(tx: EntityManager, source: string): Promise<Map<string, string>> {
    const rows = await sql<{ name: string; station_id: string }>(tx, `select name, station_id from station_alias where source = $1`, [
      source,
    ])
    return new Map(rows.map((row) => [row.name, row.station_id]))
  }

  /** Settings, memory and stored times of the stations in a batch, in one question each. */
  private async contexts(
    tx: EntityManager,
    items: readonly ParsedReading[],
    stationOf: ReadonlyMap<string, string>,
  ): Promise<Map<string, StationContext>> {
    const earliest = new Map<string, number>()
    for (const item of items) {
      const id = stationOf.get(item.name)
      if (id !== undefined && !(item.observedAt >= (earliest.get(id) ?? Number.POSITIVE_INFINITY))) earliest.set(id, item.observedAt)
    }
    const ids = [...earliest.keys()]
    const settings = await sql<{ id: string; quality: QualitySettings }>(tx, `select id, quality from station where id = any($1)`, [ids])
    // Everything from the batch's first time on says what is stored; what lies before it, and the newest, feeds the memory.
    const rows = await sql<{ s: string; at: string; value: number; rule: string | null }>(
      tx,
      `select r.station_id as s, (extract(epoch from r.observed_at) * 1000)::bigint as at, r.value, r.quality_rule as rule
         from unnest($1::text[], $2::timestamptz[]) w(station_id, since)
         join reading r on r.station_id = w.station_id and r.parameter = 'water_level' and r.observed_at >= w.since
        order by r.station_id, r.observed_at`,
      [ids, ids.map((id) => new Date((earliest.get(id) as number) - CONTEXT_HOURS * MS_PER_HOUR))],
    )
    const stored = new Map<string, { at: number; value: number; rule: string | null }[]>()
    for (const row of rows) {
      const own = stored.get(row.s)
      const level = { at: Number(row.at), value: row.value, rule: row.rule }
      if (own) own.push(level)
      else stored.set(row.s, [level])
    }
    return new Map(
      settings.map(({ id, quality }) => {
        const own = stored.get(id) ?? []
        return [id, { settings: quality, memory: memoryOf(own), storedAt: new Set(own.map((level) => level.at)) }]
      }),
    )
  }

  private async store(tx: EntityManager, payloadId: string, readings: readonly JudgedReading[], receivedAt: Date): Promise<number> {
    if (readings.length === 0) return 0
    const [row] = await sql<{ stored: string }>(
      tx,
      `with stored as (
         insert into reading (station_id, parameter, observed_at, received_at, value, quality, quality_rule, quality_evidence, reported_status, payload_id)
         select s, 'water_level', to_timestamp(at / 1000.0), $7, value, case when rule is null then 'good' else 'suspect' end, rule, evidence::jsonb, status, $8
           from unnest($1::text[], $2::float8[], $3::float8[], $4::text[], $5::text[], $6::text[]) r(s, at, value, rule, evidence, status)
         on conflict (station_id, parameter, observed_at) do nothing returning 1)
       select count(*) as stored from stored`,
      [
        readings.map((each) => each.stationId),
        readings.map((each) => each.reading.observedAt),
        readings.map((each) => each.reading.value),
        readings.map((each) => each.flag?.rule ?? null),
        readings.map((each) => (each.flag ? JSON.stringify({ measured: each.flag.measured, limit: each.flag.limit }) : null)),
        readings.map((each) => each.reading.reportedStatus ?? null),
        receivedAt,
        payloadId,
      ],
    )
    return Number(row?.stored)
  }

  private async storeRejects(
    tx: EntityManager,
    source: string,
    payloadId: string,
    rejects: readonly Reject[],
    receivedAt: Date,
  ): Promise<void> {
    if (rejects.length === 0) return
    await sql(
      tx,
      `insert into feed_reject (payload_id, source, item, field, reason, received_at)
       select $1, $2, item, field, reason, $6 from unnest($3::text[], $4::text[], $5::text[]) r(item, field, reason)`,
      [
        payloadId,
        source,
        rejects.map((each) => each.item),
        rejects.map((each) => each.field ?? null),
        rejects.map((each) => each.reason),
        receivedAt,
      ],
    )
  }

  private async count(
    tx: EntityManager,
    source: string,
    counts: { received: number; stored: number; duplicates: number; suspect: number; rejected: number },
    receivedAt: Date,
  ): Promise<void> {
    await sql(
      tx,
      `insert into feed_source (source, last_payload_at, last_stored_at, received, stored, duplicates, suspect, rejected)
       values ($1, $2, case when $4 > 0 then $2::timestamptz end, $3, $4, $5, $6, $7)
       on conflict (source) do update set last_payload_at = excluded.last_payload_at,
         last_stored_at = coalesce(excluded.last_stored_at, feed_source.last_stored_at), received = feed_source.received + excluded.received,
         stored = feed_source.stored + excluded.stored, duplicates = feed_source.duplicates + excluded.duplicates,
         suspect = feed_source.suspect + excluded.suspect, rejected = feed_source.rejected + excluded.rejected`,
      [source, receivedAt, counts.received, counts.stored, counts.duplicates, counts.suspect, counts.rejected],
    )
  }
}
