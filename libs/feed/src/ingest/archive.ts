import { createHash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { type Db, sql } from '#libs/platform'

/** What became of a payload that came, or did not come. */
export type ReceiptOutcome = 'taken' | 'unchanged' | 'unusable' | 'failed'

export const hashOf = (raw: Buffer): Buffer => createHash('sha256').update(raw).digest()

/**
 * Keeps a payload, compressed, under its hash: the same bytes of a source are kept once, however often they come.
 * One that was purged after its retention is kept anew.
 */
export async function keepPayload(db: Db, source: string, raw: Buffer, receivedAt: Date): Promise<string> {
  const [row] = await sql<{ id: string }>(
    db,
    `insert into raw_payload as p (source, sha256, content, byte_length, first_received_at) values ($1, $2, $3, $4, $5)
     on conflict (source, sha256) do update set content = coalesce(p.content, excluded.content), purged_at = null returning id`,
    [source, hashOf(raw), gzipSync(raw, { level: 1 }), raw.length, receivedAt],
  )
  return (row as { id: string }).id
}

export interface Receipt {
  readonly source: string
  readonly receivedAt: Date
  readonly outcome: ReceiptOutcome
  /** None when nothing came. */
  readonly payloadId?: string
  /** Where it came from; never with a query's secrets or a person's number. */
  readonly origin?: string
  readonly detail?: string
}

const LONGEST_DETAIL = 500

export async function writeReceipt(db: Db, receipt: Receipt): Promise<void> {
  await sql(db, `insert into payload_receipt (source, payload_id, received_at, outcome, origin, detail) values ($1, $2, $3, $4, $5, $6)`, [
    receipt.source,
    receipt.payloadId ?? null,
    receipt.receivedAt,
    receipt.outcome,
    receipt.origin ?? null,
    receipt.detail?.slice(0, LONGEST_DETAIL) ?? null,
  ])
}

/** The bytes as they came; undefined once their retention is over. */
export async function payloadContent(db: Db, payloadId: string): Promise<Buffer | undefined> {
  const [row] = await sql<{ content: Buffer | null }>(db, `select content from raw_payload where id = $1`, [payloadId])
  return row?.content ? gunzipSync(row.content) : undefined
}

/** Drops the bytes of payloads whose source keeps them no longer; their hash, receipts and readings stay. @returns how many */
export async function purgePayloads(db: Db, source: string, retentionDays: number, now: Date): Promise<number> {
  const rows = await sql(
    db,
    `update raw_payload p set content = null, purged_at = $3
      where p.source = $1 and p.content is not null
        and coalesce((select max(r.received_at) from payload_receipt r where r.payload_id = p.id), p.first_received_at)
            < $3::timestamptz - make_interval(days => $2) returning 1`,
    [source, retentionDays, now],
  )
  return rows.length
}
