import type { DataSource, EntityManager } from 'typeorm'
import { sql } from '#libs/platform'
import { payloadContent } from '../ingest/archive'
import { takeReadings } from '../ingest/take-readings'
import { PayloadUnusable } from '../parsed'
import { sourceNamed } from '../sources'

/** A reading that the archive no longer gives as it stands, or gives anew. */
export interface ReparseDifference {
  readonly what: 'missing' | 'new' | 'changed'
  readonly stationId: string
  readonly parameter: string
  readonly observedAt: Date
  readonly source: string
  readonly stored: string | null
  readonly rebuilt: string | null
}

export interface ReparseReport {
  readonly payloads: number
  /** Payloads whose bytes are no longer kept: their readings stand as they are. */
  readonly purged: number
  readonly unusable: number
  readonly readings: number
  readonly differences: ReparseDifference[]
  /** Whether the readings that both have stand in one order. */
  readonly sameOrder: boolean
}

const ROWS_PER_PORTION = 10_000
/** What a parser may change in a reading; ids and times of receipt are ours. */
const SAID = `concat_ws(' ', r.value, r.interval_minutes, r.quality, r.quality_rule, r.quality_evidence, r.reported_status, r.standing)`

/**
 * Reads the whole archive again, in the order in which it came, and compares with what is stored. The rebuilding runs in temporary
 * tables of the same names, through the same code as at first; nothing is changed.
 */
export async function reparse(db: DataSource, onProgress: (done: number, all: number) => void = () => undefined): Promise<ReparseReport> {
  const runner = db.createQueryRunner()
  await runner.connect()
  await runner.startTransaction()
  try {
    await shadow(runner.manager)
    const report = await rebuild(runner.manager, onProgress)
    return { ...report, ...(await compare(runner.manager)) }
  } finally {
    await runner.rollbackTransaction()
    await runner.release()
  }
}

/** Temporary tables come before those of the schema: the code that stores readings does not notice. */
async function shadow(tx: EntityManager): Promise<void> {
  await tx.query(
    `create temporary table reading (like public.reading including defaults including identity including indexes) on commit drop`,
  )
  await tx.query(`create temporary table device (like public.device including defaults including indexes) on commit drop`)
  await tx.query(`insert into pg_temp.device select * from public.device`)
  await tx.query(`create temporary table device_total (like public.device_total including defaults including indexes) on commit drop`)
}

interface ReceiptRow {
  id: string
  source: string
  payload_id: string
  received_at: Date
  origin: string | null
}

async function rebuild(
  tx: EntityManager,
  onProgress: (done: number, all: number) => void,
): Promise<{ payloads: number; purged: number; unusable: number }> {
  const receipts = await sql<ReceiptRow>(
    tx,
    `select id, source, payload_id, received_at, origin from payload_receipt where outcome in ('taken', 'unusable') and payload_id is not null order by id`,
  )
  let purged = 0
  let unusable = 0
  for (const [done, receipt] of receipts.entries()) {
    onProgress(done, receipts.length)
    const raw = await payloadContent(tx, receipt.payload_id)
    if (!raw) {
      purged += 1
      await keepAsStored(tx, receipt.payload_id)
    } else if (!(await takeAgain(tx, receipt, raw))) unusable += 1
  }
  onProgress(receipts.length, receipts.length)
  return { payloads: receipts.length, purged, unusable }
}

async function takeAgain(tx: EntityManager, { source, payload_id, received_at, origin }: ReceiptRow, raw: Buffer): Promise<boolean> {
  try {
    const readings = sourceNamed(source)
      .parse(raw)
      .items.filter((item) => item.kind === 'reading')
    for (let from = 0; from < readings.length; from += ROWS_PER_PORTION) {
      await takeReadings(tx, source, payload_id, readings.slice(from, from + ROWS_PER_PORTION), received_at, origin ?? undefined)
    }
    return true
  } catch (error) {
    if (error instanceof PayloadUnusable) return false
    throw error
  }
}

/** Later payloads are judged by what came before, also where its bytes are gone. */
const keepAsStored = (tx: EntityManager, payloadId: string): Promise<unknown> =>
  sql(tx, `insert into pg_temp.reading overriding system value select * from public.reading where payload_id = $1 on conflict do nothing`, [
    payloadId,
  ])

async function compare(tx: EntityManager): Promise<Pick<ReparseReport, 'readings' | 'differences' | 'sameOrder'>> {
  const [count] = await sql<{ n: number }>(tx, `select count(*)::int as n from pg_temp.reading`)
  const rows = await sql<{
    station_id: string
    parameter: string
    observed_at: Date
    source: string
    stored: string | null
    rebuilt: string | null
  }>(
    tx,
    `with stored as (select r.station_id, r.parameter, r.observed_at, r.source, ${SAID} as said from public.reading r where r.payload_id is not null),
          rebuilt as (select r.station_id, r.parameter, r.observed_at, r.source, ${SAID} as said from pg_temp.reading r)
     select station_id, parameter, observed_at, source, s.said as stored, b.said as rebuilt
       from stored s full join rebuilt b using (station_id, parameter, observed_at, source)
      where s.said is distinct from b.said order by observed_at, station_id, parameter, source`,
  )
  const [order] = await sql<{ same: boolean }>(
    tx,
    `with both_have as (
       select row_number() over (order by s.id) as stored, row_number() over (order by b.id) as rebuilt
         from public.reading s join pg_temp.reading b using (station_id, parameter, observed_at, source))
     select not exists (select from both_have where stored <> rebuilt) as same`,
  )
  return {
    readings: count?.n ?? 0,
    sameOrder: order?.same ?? true,
    differences: rows.map((row) => ({
      what: row.stored === null ? 'new' : row.rebuilt === null ? 'missing' : 'changed',
      stationId: row.station_id,
      parameter: row.parameter,
      observedAt: row.observed_at,
      source: row.source,
      stored: row.stored,
      rebuilt: row.rebuilt,
    })),
  }
}
