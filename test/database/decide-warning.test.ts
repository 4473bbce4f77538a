import { Audit, saveAccount, verifyAudit } from '#libs/access'
import { Clock, type Config, Events, Sweeper, sql, Timers } from '#libs/platform'
import { DecideWarning, MayNotMove, ReasonNeeded, SameOfficer, Warning, WarningExpired } from '#libs/warning'
import { anApprovedWarning, aVillage, NIGHT } from '../factories/ledger'
import { describeWithDatabase, freshDatabase, type TestDatabase } from '../services'

class StandingClock extends Clock {
  at = NIGHT
  now(): Date {
    return this.at
  }
}

describeWithDatabase('officers decide', () => {
  let database: TestDatabase
  let clock: StandingClock
  let decide: DecideWarning
  let told: string[]
  let author: { id: string }
  let approver: { id: string }

  beforeEach(async () => {
    database = await freshDatabase([Warning])
    clock = new StandingClock()
    const events = new Events()
    told = []
    events.on('warning.approved', async ({ warningId }) => void told.push(warningId))
    const timers = new Timers(database.db, clock, new Sweeper({ SWEEP_EVERY_MS: 1_000 } as Config, 'tool'))
    decide = new DecideWarning(database.db, clock, events, timers, new Audit(clock))
    const password = 'a long enough password'
    author = { id: await saveAccount(database.db, { username: 'author', fullName: 'Author', role: 'operator', password }) }
    approver = { id: await saveAccount(database.db, { username: 'approver', fullName: 'Approver', role: 'approver', password }) }
    await aVillage(database.db)
  })

  afterEach(() => database.drop())

  const aDraft = (): Promise<string> => anApprovedWarning(database.db, { state: 'draft' })

  it('submit and approve as two people, each step in the record', async () => {
    const id = await aDraft()
    await decide.submit(id, author)
    expect((await decide.approve(id, approver)).state).toBe('approved')
    expect(told).toEqual([id])
    const rows = await sql<{ action: string }>(database.db, `select action from audit order by seq`)
    expect(rows.map((row) => row.action)).toEqual(['warning.submitted', 'warning.approved'])
    expect(await verifyAudit(database.db)).toEqual({ ok: true, rows: 2 })
  })

  it('may not approve what they submitted themselves', async () => {
    const id = await aDraft()
    await decide.submit(id, approver)
    await expect(decide.approve(id, approver)).rejects.toThrow(SameOfficer)
    expect(told).toEqual([])
  })

  it('approve once, however many press the button', async () => {
    const id = await aDraft()
    await decide.submit(id, author)
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => decide.approve(id, approver)))
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
    expect(results.filter((result) => result.status === 'rejected').every((result) => result.reason instanceof MayNotMove)).toBe(true)
    expect(told).toEqual([id])
  })

  it('cannot approve what has expired', async () => {
    const id = await aDraft()
    await decide.submit(id, author)
    clock.at = new Date(NIGHT.getTime() + 13 * 3_600_000)
    await expect(decide.approve(id, approver)).rejects.toThrow(WarningExpired)
  })

  it('decline with a reason only, and the reason is kept', async () => {
    const id = await aDraft()
    await decide.submit(id, author)
    await expect(decide.decline(id, '   ', approver)).rejects.toThrow(ReasonNeeded)
    const declined = await decide.decline(id, 'pos rusak, air surut', approver)
    expect(declined).toMatchObject({ state: 'ended', endReason: 'declined', decisionReason: 'pos rusak, air surut' })
  })

  it('end what a warning replaces in the moment they approve it', async () => {
    const old = await anApprovedWarning(database.db, { state: 'active' })
    const next = await anApprovedWarning(database.db, { state: 'draft', replaces: old, severity: 3 })
    await decide.submit(next, author)
    await decide.approve(next, approver)
    const [row] = await sql<{ state: string; end_reason: string }>(database.db, `select state, end_reason from warning where id = $1`, [
      old,
    ])
    expect(row).toEqual({ state: 'ended', end_reason: 'superseded' })
  })

  it('hold a milder word back where a worse warning is in force', async () => {
    await anApprovedWarning(database.db, { state: 'active', severity: 3 })
    const milder = await anApprovedWarning(database.db, { state: 'draft', severity: 1 })
    await decide.submit(milder, author)
    await decide.approve(milder, approver)
    const [area] = await sql<{ withheld: string | null }>(database.db, `select withheld from warning_area where warning_id = $1`, [milder])
    expect(area?.withheld).not.toBeNull()
  })
})
