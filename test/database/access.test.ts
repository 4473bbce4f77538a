import { Audit, disableAccount, saveAccount, Sessions, SignInRefused, TooManyAttempts, verifyAudit } from '#libs/access'
import { Clock, type Config, sql } from '#libs/platform'
import { describeWithDatabase, freshDatabase, type TestDatabase } from '../services'

class WallClock extends Clock {
  now(): Date {
    return new Date()
  }
}

const PASSWORD = 'kata sandi yang panjang'
const from = (address: string) => ({ address, userAgent: 'test' })

describeWithDatabase('accounts and their record', () => {
  let database: TestDatabase
  let audit: Audit
  let sessions: Sessions

  beforeEach(async () => {
    database = await freshDatabase()
    audit = new Audit(new WallClock())
    sessions = new Sessions(database.db, { SESSION_HOURS: 12 } as Config, audit)
    await saveAccount(database.db, { username: 'Siti', fullName: 'Siti Aminah', role: 'operator', password: PASSWORD })
  })

  afterEach(() => database.drop())

  it('opens a session for the right password, and only its holder is known by it', async () => {
    const { token, account } = await sessions.signIn(' SITI ', PASSWORD, from('10.0.0.1'))
    expect(account.fullName).toBe('Siti Aminah')
    expect((await sessions.find(token))?.id).toBe(account.id)
    expect(await sessions.find(`${token}x`)).toBeUndefined()
    const [row] = await sql<{ password_hash: string }>(database.db, `select password_hash from app_user`)
    expect(row?.password_hash).toMatch(/^\$argon2id\$/)
  })

  it('ends with sign-out and with the account', async () => {
    const first = await sessions.signIn('siti', PASSWORD, from('10.0.0.1'))
    await sessions.signOut(first.token)
    expect(await sessions.find(first.token)).toBeUndefined()
    const second = await sessions.signIn('siti', PASSWORD, from('10.0.0.1'))
    await disableAccount(database.db, 'siti')
    expect(await sessions.find(second.token)).toBeUndefined()
    await expect(sessions.signIn('siti', PASSWORD, from('10.0.0.1'))).rejects.toThrow(SignInRefused)
  })

  it('closes the door after five failures of a name, also for the right password', async () => {
    for (let i = 0; i < 5; i += 1) await expect(sessions.signIn('siti', 'wrong', from(`10.0.0.${i}`))).rejects.toThrow(SignInRefused)
    await expect(sessions.signIn('siti', PASSWORD, from('10.0.0.9'))).rejects.toThrow(TooManyAttempts)
  })

  it('closes the door after twenty failures of an address', async () => {
    for (let i = 0; i < 20; i += 1) await expect(sessions.signIn(`nobody${i}`, 'wrong', from('10.0.0.1'))).rejects.toThrow(SignInRefused)
    await expect(sessions.signIn('siti', PASSWORD, from('10.0.0.1'))).rejects.toThrow(TooManyAttempts)
    await expect(sessions.signIn('siti', PASSWORD, from('10.0.0.2'))).resolves.toBeDefined()
  })

  it.each([
    ['changed', `update audit set detail = '{"n": 7}' where seq = 3`, 3],
    ['removed', `delete from audit where seq = 2`, 3],
    ['put in another order', `update audit set seq = case seq when 2 then 12 else 2 end where seq in (2, 4)`, 2],
  ])('names the first row of the record that was %s', async (_, tampering, broken) => {
    await Promise.all(
      Array.from({ length: 5 }, (__, n) =>
        database.db.transaction((tx) => audit.record(tx, { actor: 'user:1', action: 'test', subject: 's', detail: { n } })),
      ),
    )
    expect(await verifyAudit(database.db)).toEqual({ ok: true, rows: 5 })
    await sql(database.db, tampering)
    expect(await verifyAudit(database.db)).toMatchObject({ ok: false, seq: broken })
  })
})
