import type { DataSource } from 'typeorm'
import { Audit } from '#libs/access'
import { type Config, sql } from '#libs/platform'
import { AssessSites } from '#libs/risk'
import { StationDirectory } from '#libs/station'
import { DraftWarnings } from '#libs/warning'
import { JudgeAreas } from '../../libs/risk/src/judge-areas'
import { feedRoom, type TestClock } from './feed-room'

/** What judges rain and drafts warnings from it, put together by hand on a test's database. */
export function rainRoom(db: DataSource, clock: TestClock) {
  const room = feedRoom(db, clock)
  const { events, timers, sweeper } = room
  const sites = new AssessSites(db, clock, events, timers, sweeper, new JudgeAreas())
  sites.onModuleInit()
  const config = { KENTONGAN_MODE: 'exercise' } as Config
  const drafts = new DraftWarnings(config, clock, events, timers, new StationDirectory(db), new Audit(clock))
  drafts.onModuleInit()
  return { ...room, sites, drafts }
}

interface RainFacts {
  readonly station: string
  /** When the interval ended. */
  readonly at: Date
  readonly mm: number
  readonly minutes?: number
  readonly suspect?: boolean
  readonly standing?: 'primary' | 'secondary'
}

/** Rain as a gauge's source stored it. */
export async function itRained(db: DataSource, ...facts: readonly RainFacts[]): Promise<void> {
  const rows = facts.map(({ station, at, mm, minutes = 10, suspect = false, standing = 'primary' }) => ({
    station,
    at,
    mm,
    minutes,
    suspect,
    standing,
  }))
  await sql(
    db,
    `insert into reading (station_id, parameter, observed_at, received_at, value, quality, quality_rule, source, standing, interval_minutes)
     select station, 'rain', at, at, mm, case when suspect then 'suspect' else 'good' end, case when suspect then 'hard-limit' end, 'test', standing, minutes
       from jsonb_to_recordset($1::jsonb) as r(station text, at timestamptz, mm float8, minutes int, suspect boolean, standing text)`,
    [JSON.stringify(rows)],
  )
}

/** Rain without a gap between two instants, in intervals of ten minutes. */
export async function itRainedOn(db: DataSource, station: string, from: Date, to: Date, mmPerHour: number): Promise<void> {
  const STEP_MS = 600_000
  const steps = Math.round((to.getTime() - from.getTime()) / STEP_MS)
  const at = (step: number): Date => new Date(from.getTime() + (step + 1) * STEP_MS)
  await itRained(db, ...Array.from({ length: steps }, (_, step) => ({ station, at: at(step), mm: mmPerHour / 6 })))
}

/** A bulletin of BMKG in effect over villages. */
export async function aBulletin(
  db: DataSource,
  areas: readonly string[],
  { event = 'Hujan Lebat dan Petir', severity = 'Moderate', status = 'Actual', state = 'in-effect', expiresAt = null as Date | null } = {},
): Promise<string> {
  const [row] = await sql<{ id: string }>(
    db,
    `insert into bulletin (source, identifier, sender, sent_at, status, msg_type, event, severity, state, expires_at, cap_version, received_at)
     values ('bmkg-cap', gen_random_uuid()::text, 'BMKG', now(), $1, 'Alert', $2, $3, $4, $5, '1.2', now()) returning id`,
    [status, event, severity, state, expiresAt],
  )
  const { id } = row as { id: string }
  await sql(db, `insert into bulletin_area (bulletin_id, area_code) select $1, unnest($2::text[])`, [id, areas])
  return id
}
