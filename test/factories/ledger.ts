import { randomUUID } from 'node:crypto'
import type { DataSource } from 'typeorm'
import { type Db, sql } from '#libs/platform'

export const VILLAGE = '31.74.01.1001'
export const NIGHT = new Date('2020-01-01T03:00:00Z')
export const TEXT = 'LATIHAN. SIAGA banjir. Balas TERIMA.'

/** A village with contacts; numbers count up from +62812000000000. */
export async function aVillage(db: Db, { code = VILLAGE, contacts = 0, role = 'resident', from = 0 } = {}): Promise<string[]> {
  await sql(db, `insert into area (code, name, level, source) values ($1, 'Desa ' || $1::text, 'village', 'test') on conflict do nothing`, [
    code,
  ])
  const rows = await sql<{ id: string }>(
    db,
    `with made as (
       insert into contact (name, role, phone, channels, synthetic, purpose, legal_basis, retain_until, source)
       select 'Warga ' || n, $2, '+62812' || lpad(n::text, 9, '0'), '{sms}', true, 'test', 'test', '2030-01-01', 'test'
         from generate_series($3::int, $3::int + $4::int - 1) n returning id, phone),
     placed as (insert into contact_area (contact_id, area_code, rt, rw) select id, $1, 3, 4 from made)
     select id from made order by phone`,
    [code, role, from, contacts],
  )
  return rows.map((row) => row.id)
}

interface WarningFacts {
  readonly areas?: readonly string[]
  readonly state?: string
  readonly severity?: number
  readonly expiresAt?: Date
  readonly replaces?: string
  readonly text?: string
  readonly withheld?: readonly string[]
}

/** A warning as the officers left it: approved, not yet planned. */
export async function anApprovedWarning(db: Db, facts: WarningFacts = {}): Promise<string> {
  const id = randomUUID()
  await sql(
    db,
    `insert into warning (id, replay_key, kind, state, replaces_id, chain_id, hazard, severity, trigger, why, text, template_id, template_version, exercise,
       expires_at, signal_at, drafted_at, approved_at, signal_wall)
     values ($1::uuid, $1::text, $2, $3, $4::uuid, coalesce((select chain_id from warning where id = $4::uuid), $1::uuid), 'flood', $5, '{}', '{}', $6, 't', 1, true, $7, $8, $8, $8, now())`,
    [
      id,
      facts.replaces ? 'raise' : 'new',
      facts.state ?? 'approved',
      facts.replaces ?? null,
      facts.severity ?? 2,
      facts.text ?? TEXT,
      facts.expiresAt ?? new Date(NIGHT.getTime() + 12 * 3_600_000),
      NIGHT,
    ],
  )
  await sql(
    db,
    `insert into warning_area (warning_id, area_code, withheld) select $1, c, case when c = any($3::text[]) then 'other' end from unnest($2::text[]) c`,
    [id, facts.areas ?? [VILLAGE], facts.withheld ?? []],
  )
  return id
}

/** How many rows of the ledger stand in each state. */
export async function states(db: DataSource, messageId?: string): Promise<Record<string, number>> {
  const rows = await sql<{ state: string; count: number }>(
    db,
    `select state, count(*)::int as count from delivery where $1::uuid is null or message_id = $1 group by state order by state`,
    [messageId ?? null],
  )
  return Object.fromEntries(rows.map((row) => [row.state, row.count]))
}

/** Lets an attempt's age pass without waiting for it. */
export async function letTimeOut(db: DataSource): Promise<void> {
  await sql(db, `update delivery set attempted_wall = attempted_wall - interval '1 minute' where attempted_wall is not null`)
}
