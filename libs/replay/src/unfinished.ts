import { type Db, sql } from '#libs/platform'

/** Work that is due and not done, by kind. Everything zero: the clock may move. */
export interface Unfinished {
  readonly assessments: number
  readonly timers: number
  readonly plans: number
  readonly deliveries: number
  readonly inbound: number
}

export async function unfinishedAt(db: Db, now: Date): Promise<Unfinished> {
  const [row] = await sql<Record<keyof Unfinished, string>>(
    db,
    `select (select count(*) from station s left join station_state t on t.station_id = s.id
              where t.reassess_from is not null or exists (select 1 from reading r where r.station_id = s.id and r.parameter = 'water_level'
                             and r.standing = 'primary' and (t.assessed_through is null or r.observed_at > t.assessed_through))) as assessments,
            (select count(*) from timer where done_at is null and due_at <= $1) as timers,
            (select count(*) from warning where state = 'approved') as plans,
            (select count(*) from (select 1 from delivery where state = 'planned' and due_at <= $1 limit 1) p)
              + (select count(*) from (select 1 from delivery where state in ('attempting', 'unknown') limit 1) o)
              + (select count(*) from warning w where w.state = 'sending'
                   and not exists (select 1 from delivery d join message m on m.id = d.message_id
                                    where m.warning_id = w.id and m.purpose = 'warning' and d.state = 'planned' and d.due_at > $1)) as deliveries,
            (select count(*) from inbound_message where handled_at is null) as inbound`,
    [now],
  )
  const count = (kind: keyof Unfinished): number => Number(row?.[kind] ?? 0)
  return {
    assessments: count('assessments'),
    timers: count('timers'),
    plans: count('plans'),
    deliveries: count('deliveries'),
    inbound: count('inbound'),
  }
}

export const isFinished = (unfinished: Unfinished): boolean => Object.values(unfinished).every((count) => count === 0)

/** The next instant at which something falls due in the ledger: a delivery that waits for its next attempt. */
export async function nextDeliveryDueAt(db: Db): Promise<Date | undefined> {
  const [row] = await sql<{ due_at: Date | null }>(db, `select min(due_at) as due_at from delivery where state = 'planned'`)
  return row?.due_at ?? undefined
}
