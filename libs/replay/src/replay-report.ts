import { deliveryTotals } from '#libs/delivery'
import { type Db, sql } from '#libs/platform'
import type { ObservationTotals } from './replay-driver'

interface CrossingRow {
  station: string
  name: string
  severity: number
  label: string | null
  observed_at: Date
}

interface WarningRow {
  id: string
  replay_key: string
  kind: string
  replaces_id: string | null
  severity: number
  state: string
  end_reason: string | null
  villages: string[]
  withheld: string[] | null
  trigger: Record<string, unknown>
  signal_at: Date
  drafted_at: Date
  approved_at: Date | null
  first_attempt_at: Date | null
  recipients: number | null
  signal_wall: Date
  drafted_wall: Date
  approved_wall: Date | null
  first_attempt_wall: Date | null
  last_attempt_wall: Date | null
  attempted: string
  accepted: string
  acknowledged: string
}

/** How fast the replay went, on the wall clock. */
export interface ReplaySpeed {
  readonly wallSeconds: number
  readonly sends: number
  readonly replies: number
  readonly duplicateAttempts: number
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null
const elapsed = (from: Date | null, to: Date | null): number | null => (from && to ? to.getTime() - from.getTime() : null)

/** Everything a replay did. Times named `...At` are replay time; `wallMs` and `speed` are the machine's. */
export async function replayReport(db: Db, name: string, observations: ObservationTotals, speed: ReplaySpeed) {
  const crossings = await sql<CrossingRow>(
    db,
    `select c.station_id as station, s.common_name as name, c.to_severity as severity, c.label, c.observed_at
       from severity_change c join station s on s.id = c.station_id
      where c.to_severity > c.from_severity order by c.observed_at, c.station_id, c.to_severity`,
  )
  const withheld = await sql<{ station: string; name: string; reason: string }>(
    db,
    `select t.station_id as station, s.common_name as name, t.withheld as reason from station_state t join station s on s.id = t.station_id
      where t.withheld is not null order by t.station_id`,
  )
  const totals = await deliveryTotals(db)
  return {
    name,
    observations,
    crossings: crossings.map(({ observed_at, ...rest }) => ({ ...rest, observedAt: iso(observed_at) })),
    /** Posts whose severity was not computed, and why. */
    withheld,
    warnings: (await warnings(db)).map(describe),
    deliveries: { ...totals, duplicateAttempts: speed.duplicateAttempts },
    wallMs: {
      total: Math.round(speed.wallSeconds * 1_000),
      sendsPerSecond: Math.round(speed.sends / speed.wallSeconds),
      repliesPerSecond: Math.round(speed.replies / speed.wallSeconds),
    },
  }
}

export type ReplayReport = Awaited<ReturnType<typeof replayReport>>

function warnings(db: Db): Promise<WarningRow[]> {
  return sql<WarningRow>(
    db,
    `select w.*, a.villages, a.withheld, d.attempted, d.accepted, (select count(*) from acknowledgement k where k.warning_id = w.id) as acknowledged
       from warning w
       left join lateral (select array_agg(area_code order by area_code) as villages,
                                 array_agg(area_code order by area_code) filter (where withheld is not null) as withheld
                            from warning_area where warning_id = w.id) a on true
       left join lateral (select count(distinct (d.contact_id, d.channel)) filter (where d.attempted_at is not null) as attempted,
                                 count(distinct (d.contact_id, d.channel)) filter (where d.provider_ref is not null) as accepted
                            from message m join delivery d on d.message_id = m.id where m.warning_id = w.id and m.purpose = 'warning') d on true
      order by w.drafted_at, w.replay_key`,
  )
}

function describe(row: WarningRow) {
  return {
    id: row.id,
    replayKey: row.replay_key,
    kind: row.kind,
    replaces: row.replaces_id,
    severity: row.severity,
    state: row.state,
    endReason: row.end_reason,
    villages: row.villages,
    /** Villages not told by this message because a worse warning is in force there. */
    withheld: row.withheld ?? [],
    trigger: row.trigger,
    signalAt: iso(row.signal_at),
    draftedAt: iso(row.drafted_at),
    approvedAt: iso(row.approved_at),
    firstAttemptAt: iso(row.first_attempt_at),
    recipients: row.recipients ?? 0,
    attempted: Number(row.attempted),
    accepted: Number(row.accepted),
    acknowledged: Number(row.acknowledged),
    wallMs: {
      signalToDraft: elapsed(row.signal_wall, row.drafted_wall),
      approvalToFirstAttempt: elapsed(row.approved_wall, row.first_attempt_wall),
      approvalToLastAttempt: elapsed(row.approved_wall, row.last_attempt_wall),
    },
  }
}
