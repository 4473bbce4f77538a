import type { EntityManager } from 'typeorm'
import { type Db, NotFound, sql, tellLive } from '#libs/platform'
import { assertMayMove, closesChain, type WarningKind, type WarningState } from './lifecycle'

interface Locked {
  id: string
  state: WarningState
  kind: WarningKind
}

async function lockWarning(tx: EntityManager, id: string): Promise<Locked> {
  const [warning] = await sql<Locked>(tx, `select id, state, kind from warning where id = $1 for update`, [id])
  if (!warning) throw new NotFound('warning', id)
  return warning
}

/** approved -> sending: its deliveries are planned. */
export async function markSending(tx: EntityManager, warningId: string, recipients: number, now: Date): Promise<void> {
  assertMayMove(await lockWarning(tx, warningId), 'sending')
  await sql(tx, `update warning set state = 'sending', recipients = $2, planned_at = $3 where id = $1`, [warningId, recipients, now])
  await tellLive(tx, 'warnings')
}

/** sending -> active: everything planned was attempted. A message that closes its chain has done its work and ends. Again: nothing. */
export async function markActive(tx: EntityManager, warningId: string, now: Date): Promise<void> {
  const warning = await lockWarning(tx, warningId)
  if (warning.state !== 'sending') return
  if (closesChain(warning.kind)) {
    const reason = warning.kind === 'all-clear' ? 'all-clear' : 'expired'
    await sql(tx, `update warning set state = 'ended', active_at = $2, ended_at = $2, end_reason = $3 where id = $1`, [
      warningId,
      now,
      reason,
    ])
  } else {
    await sql(tx, `update warning set state = 'active', active_at = $2 where id = $1`, [warningId, now])
  }
  await tellLive(tx, 'warnings')
}

/** Notes that messages of a warning are being attempted: the first time is kept, the last moves. */
export async function noteAttempts(db: Db, warningId: string, now: Date): Promise<void> {
  await sql(
    db,
    `update warning set first_attempt_at = coalesce(first_attempt_at, $2), first_attempt_wall = coalesce(first_attempt_wall, clock_timestamp()),
       last_attempt_wall = clock_timestamp() where id = $1`,
    [warningId, now],
  )
}
