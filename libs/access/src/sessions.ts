import { createHash, randomBytes } from 'node:crypto'
import { Inject, Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { CONFIG, type Config, sql } from '#libs/platform'
import { Audit } from './audit'
import { SignInRefused, TooManyAttempts } from './access.errors'
import { decoyHash, passwordFits } from './password'
import type { Role } from './role'

/** A signed-in person. */
export interface Account {
  readonly id: string
  readonly username: string
  readonly fullName: string
  readonly role: Role
  readonly areaCode: string | null
}

interface AccountRow {
  id: string
  username: string
  full_name: string
  role: Role
  area_code: string | null
  password_hash: string
}

const WINDOW_MINUTES = 15
const FAILURES_PER_NAME = 5
const FAILURES_PER_ADDRESS = 20

const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest()

const toAccount = (row: AccountRow): Account => ({
  id: row.id,
  username: row.username,
  fullName: row.full_name,
  role: row.role,
  areaCode: row.area_code,
})

/** Sessions live on the server; the browser holds a random token, the table its hash. Session times are wall time, not replay time. */
@Injectable()
export class Sessions {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(CONFIG) private readonly config: Config,
    private readonly audit: Audit,
  ) {}

  /**
   * @returns the token for the cookie, and who signed in
   * @throws TooManyAttempts after five failures of a name or twenty of an address within a quarter of an hour
   * @throws SignInRefused for an unknown name, a wrong password and a disabled account alike
   */
  async signIn(
    username: string,
    password: string,
    from: { address: string; userAgent: string },
  ): Promise<{ token: string; account: Account }> {
    const name = username.trim().toLowerCase()
    await this.assertNotThrottled(name, from.address)
    const [row] = await sql<AccountRow>(
      this.db,
      `select id, username, full_name, role, area_code, password_hash from app_user where username = $1 and disabled_at is null`,
      [name],
    )
    const fits = await passwordFits(row?.password_hash ?? (await decoyHash()), password)
    const succeeded = row !== undefined && fits
    await sql(this.db, `insert into sign_in_attempt (username, address, succeeded) values ($1, $2, $3)`, [name, from.address, succeeded])
    if (!row || !succeeded) throw new SignInRefused()
    const token = randomBytes(32).toString('base64url')
    await this.db.transaction(async (tx) => {
      await sql(
        tx,
        `insert into session (token_hash, user_id, expires_at, address, user_agent)
         values ($1, $2, clock_timestamp() + make_interval(hours => $3), $4, $5)`,
        [hashToken(token), row.id, this.config.SESSION_HOURS, from.address, from.userAgent.slice(0, 200)],
      )
      await sql(tx, `delete from session where expires_at < clock_timestamp()`)
      await sql(tx, `delete from sign_in_attempt where at < clock_timestamp() - interval '30 days'`)
      await this.audit.record(tx, { actor: `user:${row.id}`, action: 'session.opened', subject: `user:${row.id}` })
    })
    return { token, account: toAccount(row) }
  }

  async find(token: string): Promise<Account | undefined> {
    const [row] = await sql<AccountRow>(
      this.db,
      `select u.id, u.username, u.full_name, u.role, u.area_code, u.password_hash from session s join app_user u on u.id = s.user_id
        where s.token_hash = $1 and s.expires_at > clock_timestamp() and u.disabled_at is null`,
      [hashToken(token)],
    )
    return row && toAccount(row)
  }

  async signOut(token: string): Promise<void> {
    await sql(this.db, `delete from session where token_hash = $1`, [hashToken(token)])
  }

  private async assertNotThrottled(username: string, address: string): Promise<void> {
    // A success clears the failures of the name before it, not those of the address.
    const [row] = await sql<{ by_name: string; by_address: string }>(
      this.db,
      `with recent as (select * from sign_in_attempt where at > clock_timestamp() - make_interval(mins => $3))
       select (select count(*) from recent where username = $1 and not succeeded
                 and at > coalesce((select max(at) from recent where username = $1 and succeeded), '-infinity')) as by_name,
              (select count(*) from recent where address = $2 and not succeeded) as by_address`,
      [username, address, WINDOW_MINUTES],
    )
    if (Number(row?.by_name) >= FAILURES_PER_NAME || Number(row?.by_address) >= FAILURES_PER_ADDRESS)
      throw new TooManyAttempts(WINDOW_MINUTES)
  }
}
