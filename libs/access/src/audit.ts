import { createHash } from 'node:crypto'
import { Inject, Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { Clock, lockByName, sql, type Db } from '#libs/platform'

/** Who did what to what. `actor` is `user:<id>` or `system:<part>`; `detail` holds ids and words, never phone numbers or secrets. */
export interface AuditEntry {
  readonly actor: string
  readonly action: string
  readonly subject: string
  readonly detail?: Readonly<Record<string, unknown>>
}

interface AuditRow {
  seq: string
  at: Date
  wall_at: Date
  actor: string
  action: string
  subject: string
  detail: Record<string, unknown>
  previous_hash: string
  hash: string
}

export const GENESIS = '0'.repeat(64)

/** The same value always gives the same text, whatever order its keys came in (jsonb keeps none). */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined)
    return `{${entries
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`)
      .join(',')}}`
  }
  return JSON.stringify(value)
}

export function auditHash(row: Omit<AuditRow, 'hash'>): string {
  const text = canonicalJson([
    Number(row.seq),
    row.at.toISOString(),
    row.wall_at.toISOString(),
    row.actor,
    row.action,
    row.subject,
    row.detail,
    row.previous_hash,
  ])
  return createHash('sha256').update(text).digest('hex')
}

/** The record of every decision: each row carries the hash of the one before it. */
@Injectable()
export class Audit {
  constructor(@Inject(Clock) private readonly clock: Clock) {}

  /** Appends inside the caller's transaction: the decision and its record stand or fall together. */
  async record(tx: EntityManager, entry: AuditEntry): Promise<void> {
    await lockByName(tx, 'audit')
    const [last] = await sql<{ seq: string; hash: string }>(tx, `select seq, hash from audit order by seq desc limit 1`)
    const row = {
      seq: String(Number(last?.seq ?? 0) + 1),
      at: this.clock.now(),
      wall_at: new Date(),
      actor: entry.actor,
      action: entry.action,
      subject: entry.subject,
      detail: JSON.parse(JSON.stringify(entry.detail ?? {})) as Record<string, unknown>,
      previous_hash: last?.hash ?? GENESIS,
    }
    await sql(
      tx,
      `insert into audit (seq, at, wall_at, actor, action, subject, detail, previous_hash, hash) values ($1,$2,$3,$4,$5,$6,$7,$8,$9)`,
      [row.seq, row.at, row.wall_at, row.actor, row.action, row.subject, JSON.stringify(row.detail), row.previous_hash, auditHash(row)],
    )
  }
}

export type AuditVerdict = { readonly ok: true; readonly rows: number } | { readonly ok: false; readonly seq: number; readonly why: string }

/** Walks the chain from its first row and names the first that does not fit. */
export async function verifyAudit(db: Db, pageSize = 5_000): Promise<AuditVerdict> {
  let previous = GENESIS
  let seq = 0
  for (;;) {
    const rows = await sql<AuditRow>(db, `select * from audit where seq > $1 order by seq limit $2`, [seq, pageSize])
    for (const row of rows) {
      if (Number(row.seq) !== seq + 1) return { ok: false, seq: Number(row.seq), why: `row ${seq + 1} is missing` }
      if (row.previous_hash !== previous) return { ok: false, seq: Number(row.seq), why: 'it does not carry the hash of the row before it' }
      if (auditHash(row) !== row.hash) return { ok: false, seq: Number(row.seq), why: 'its content does not match its hash' }
      previous = row.hash
      seq += 1
    }
    if (rows.length < pageSize) return { ok: true, rows: seq }
  }
}
