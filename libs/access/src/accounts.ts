import { randomBytes } from 'node:crypto'
import { type Db, sql } from '#libs/platform'
import { hashPassword } from './password'
import type { Role } from './role'

export interface NewAccount {
  readonly username: string
  readonly fullName: string
  readonly role: Role
  readonly password: string
  readonly areaCode?: string
  readonly demo?: boolean
}

/** Creates an account or gives an existing one a new password, name and role; its sessions end. */
export async function saveAccount(db: Db, account: NewAccount): Promise<string> {
  const [row] = await sql<{ id: string }>(
    db,
    `insert into app_user (username, full_name, role, password_hash, area_code, demo) values (lower($1), $2, $3, $4, $5, $6)
     on conflict (username) do update set full_name = excluded.full_name, role = excluded.role, password_hash = excluded.password_hash,
       area_code = excluded.area_code, disabled_at = null
     returning id`,
    [
      account.username,
      account.fullName,
      account.role,
      await hashPassword(account.password),
      account.areaCode ?? null,
      account.demo ?? false,
    ],
  )
  if (!row) throw new Error(`account ${account.username} was not stored`)
  await sql(db, `delete from session where user_id = $1`, [row.id])
  return row.id
}

/** Passwords people can type at night: four groups of four letters and digits without look-alikes. */
export function readablePassword(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'
  const letters = [...randomBytes(16)].map((byte) => alphabet[byte % alphabet.length]).join('')
  return letters.match(/.{4}/g)?.join('-') ?? letters
}

/** Ends an account's access at once; what it decided stays. Answers whether there was such an account. */
export async function disableAccount(db: Db, username: string): Promise<boolean> {
  const rows = await sql<{ id: string }>(
    db,
    `update app_user set disabled_at = clock_timestamp() where username = lower($1) returning id`,
    [username],
  )
  for (const row of rows) await sql(db, `delete from session where user_id = $1`, [row.id])
  return rows.length > 0
}
