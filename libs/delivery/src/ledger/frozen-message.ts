import { type Db, sql } from '#libs/platform'

/** A text as it was frozen when it was planned. */
export interface FrozenMessage {
  readonly id: string
  readonly purpose: 'warning' | 'duty-notice' | 'reply'
  readonly warningId: string | null
  readonly text: string
  readonly exercise: boolean
  readonly expiresAt: Date | null
}

/** @returns undefined when the message is gone (a replay was cleared): nothing is left to send */
export async function findMessage(db: Db, id: string): Promise<FrozenMessage | undefined> {
  const [row] = await sql<FrozenMessage>(
    db,
    `select id, purpose, warning_id as "warningId", text, exercise, expires_at as "expiresAt" from message where id = $1`,
    [id],
  )
  return row
}

/** The other messages of the chain of warnings that a message belongs to: what it follows, or what followed it. */
export async function chainOf(db: Db, message: FrozenMessage): Promise<string[]> {
  if (message.purpose !== 'warning') return []
  const rows = await sql<{ id: string }>(
    db,
    `select m.id from warning own join warning w on w.chain_id = own.chain_id and w.id <> own.id
       join message m on m.warning_id = w.id and m.purpose = 'warning' where own.id = $1`,
    [message.warningId],
  )
  return rows.map((row) => row.id)
}
