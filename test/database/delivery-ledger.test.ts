import type { Channel, OutgoingMessage, SendOutcome } from '#libs/delivery'
import { deliveryTotals, reachByArea } from '#libs/delivery'
import { sql } from '#libs/platform'
import { isUnknownNumber } from '../../apps/sandbox/src/behaviour'
import { deliveryRoom } from '../factories/delivery-room'
import { anApprovedWarning, aVillage, letTimeOut, NIGHT, states, TEXT, VILLAGE } from '../factories/ledger'
import { describeWithDatabase, freshDatabase, type TestDatabase } from '../services'
import { type SandboxProcess, startSandboxProcess } from '../simulators/sandbox-process'

/** A process that dies in the middle of a send: before or after the provider took the messages, its answer is never seen. */
class DyingChannel implements Channel {
  readonly name = 'sandbox'
  readonly batchSize = 500
  readonly real = false
  died: Promise<void>
  private die: () => void = () => undefined

  constructor(
    private readonly provider: Channel,
    private readonly reached: boolean,
  ) {
    this.died = new Promise((resolve) => (this.die = resolve))
  }

  async send(batch: readonly OutgoingMessage[], validUntil: Date): Promise<SendOutcome[]> {
    if (this.reached) await this.provider.send(batch, validUntil)
    this.die()
    return new Promise(() => undefined)
  }

  lookup(references: readonly string[]) {
    return this.provider.lookup(references)
  }
}

describeWithDatabase('the ledger of deliveries', () => {
  let database: TestDatabase
  let provider: SandboxProcess
  let room: ReturnType<typeof deliveryRoom>
  const db = () => database.db

  beforeEach(async () => {
    database = await freshDatabase()
    provider = await startSandboxProcess(database.url, { SANDBOX_CLOCK: 'manual' })
    room = deliveryRoom(db(), provider)
  })
  afterEach(async () => {
    await provider.kill()
    await database.drop()
  })

  const planned = async (contacts: number, facts: Parameters<typeof anApprovedWarning>[1] = {}) => {
    await aVillage(db(), { contacts })
    const warningId = await anApprovedWarning(db(), facts)
    return { warningId, messageId: (await room.plan.run(warningId)) as string }
  }
  const warningState = async (id: string) => (await sql<{ state: string }>(db(), `select state from warning where id = $1`, [id]))[0]?.state
  const totals = (warningId?: string) => deliveryTotals(db(), warningId)
  const takers = (count: number, from = 0): number =>
    Array.from({ length: count }, (_, n) => `+62812${String(from + n).padStart(9, '0')}`).filter((phone) => !isUnknownNumber(phone)).length

  describe('planning', () => {
    it('freezes the text and takes each number once, people with duties first', async () => {
      await aVillage(db(), { code: '31.74.01.1002' })
      const [lurah] = await aVillage(db(), { contacts: 1, role: 'kades', from: 900 })
      await sql(db(), `insert into contact_area (contact_id, area_code) values ($1, '31.74.01.1002')`, [lurah])
      const { warningId, messageId } = await planned(20, { areas: [VILLAGE, '31.74.01.1002'] })
      await sql(db(), `update warning set text = 'changed later' where id = $1`, [warningId])
      expect(await sql(db(), `select text from message where id = $1`, [messageId])).toEqual([{ text: TEXT }])
      expect(await states(db())).toEqual({ planned: 21 })
      const [first] = await sql(db(), `select contact_id from delivery order by priority, id limit 1`)
      expect(first).toEqual({ contact_id: lurah })
      expect(await warningState(warningId)).toBe('sending')
    })

    it('twice, or by four at once, plans once', async () => {
      await aVillage(db(), { contacts: 50 })
      const warningId = await anApprovedWarning(db())
      const answers = await Promise.all(Array.from({ length: 4 }, () => room.plan.run(warningId)))
      expect(answers.filter((answer) => answer !== undefined)).toHaveLength(1)
      expect(await room.plan.run(warningId)).toBeUndefined()
      expect(await states(db())).toEqual({ planned: 50 })
    })

    it('leaves out villages that are withheld and numbers that are retired', async () => {
      await aVillage(db(), { code: '31.74.01.1002', contacts: 5, from: 500 })
      const [gone] = await aVillage(db(), { contacts: 3, from: 700 })
      await sql(db(), `update contact set retired_at = now() where id = $1`, [gone])
      await room.plan.run(await anApprovedWarning(db(), { areas: [VILLAGE, '31.74.01.1002'], withheld: ['31.74.01.1002'] }))
      expect(await states(db())).toEqual({ planned: 2 })
    })

    it('of a draft, a declined or an unknown warning does nothing', async () => {
      await aVillage(db(), { contacts: 3 })
      expect(await room.plan.run(await anApprovedWarning(db(), { state: 'submitted' }))).toBeUndefined()
      expect(await room.plan.run('00000000-0000-4000-8000-000000000000')).toBeUndefined()
      expect(await states(db())).toEqual({})
    })

    it('takes what the replaced warnings had not sent off the plan', async () => {
      const first = await planned(1_200)
      await room.dispatch.run(first.messageId, { batches: 1 })
      await sql(db(), `update warning set state = 'ended', end_reason = 'superseded' where id = $1`, [first.warningId])
      const second = await anApprovedWarning(db(), { replaces: first.warningId, severity: 3 })
      await room.plan.run(second)
      expect((await states(db(), first.messageId))['superseded']).toBe(700)
      const { planned: all, attempted, superseded, expired, pending } = await totals(first.warningId)
      expect({ all, attempted, superseded, expired, pending }).toEqual({
        all: 1_200,
        attempted: 500,
        superseded: 700,
        expired: 0,
        pending: 0,
      })
    })

    it('puts nobody made up on the plan of a real channel', async () => {
      const real: Channel = {
        name: 'gateway',
        batchSize: 100,
        real: true,
        send: () => Promise.reject(new Error('called')),
        lookup: () => Promise.resolve([]),
      }
      const gated = deliveryRoom(db(), provider, real)
      await aVillage(db(), { contacts: 4 })
      const warningId = await anApprovedWarning(db())
      const messageId = (await gated.plan.run(warningId)) as string
      await gated.dispatch.run(messageId)
      expect(await sql(db(), `select distinct state, failure, attempted_at from delivery`)).toEqual([
        { state: 'refused', failure: 'gate.synthetic', attempted_at: null },
      ])
      expect(await totals(warningId)).toMatchObject({ planned: 0, attempted: 0, failed: 0 })
    })
  })

  describe('sending', () => {
    it('reaches the provider once for every recipient, with four dispatchers at once', async () => {
      const { warningId, messageId } = await planned(3_000)
      await Promise.all(Array.from({ length: 4 }, () => room.dispatch.run(messageId)))
      expect(await provider.stats()).toMatchObject({ messages: takers(3_000), duplicates: 0 })
      expect(await totals(warningId)).toEqual({
        planned: 3_000,
        attempted: 3_000,
        accepted: takers(3_000),
        failed: 3_000 - takers(3_000),
        unknown: 0,
        superseded: 0,
        expired: 0,
        pending: 0,
      })
      expect(await warningState(warningId)).toBe('active')
      const [health] = await sql<{ accepted: string }>(db(), `select accepted from provider_health where channel = 'sandbox'`)
      expect(Number(health?.accepted)).toBe(takers(3_000))
    })

    it('commits every intent before its attempt', async () => {
      const seen: string[] = []
      const watching: Channel = {
        name: 'sandbox',
        batchSize: 10,
        real: false,
        lookup: () => Promise.resolve([]),
        send: async (batch) => {
          seen.push(
            ...(
              await sql<{ state: string }>(db(), `select state from delivery where state = 'attempting' and attempted_at is not null`)
            ).map((row) => row.state),
          )
          return batch.map(() => ({ kind: 'accepted', providerRef: 'x' }))
        },
      }
      const watched = deliveryRoom(db(), provider, watching)
      const { messageId } = await planned(10)
      await watched.dispatch.run(messageId)
      expect(seen).toHaveLength(10)
    })

    it('goes on with a later attempt after a proven not-sent, never before it is due', async () => {
      const { warningId, messageId } = await planned(10)
      await provider.fault('429')
      await room.dispatch.run(messageId)
      expect(await states(db())).toEqual({ 'not-sent': 10, planned: 10 })
      expect(await room.dispatch.run(messageId)).toBe(0)
      room.clock.pass(1)
      await room.sweep.send()
      expect(await provider.stats()).toMatchObject({ messages: takers(10), duplicates: 0 })
      expect(await totals(warningId)).toMatchObject({ planned: 10, attempted: 10, accepted: takers(10), pending: 0 })
    })

    it('leaves a provider alone that takes nothing, instead of using up everybody’s attempts', async () => {
      const { messageId } = await planned(1_200)
      await provider.fault('401', 10)
      await room.dispatch.run(messageId)
      expect(await states(db())).toEqual({ 'not-sent': 500, planned: 1_200 })
      expect(await sql(db(), `select last_failure from provider_health`)).toEqual([{ last_failure: 'channel: 401' }])
    })

    it('gives up after five attempts that never left', async () => {
      const { warningId, messageId } = await planned(4)
      room.endpoint.point('http://127.0.0.1:1', provider.key)
      for (let attempt = 0; attempt < 6; attempt += 1) {
        await room.dispatch.run(messageId)
        room.clock.pass(10)
      }
      expect(await states(db())).toEqual({ failed: 4, 'not-sent': 16 })
      expect(await totals(warningId)).toMatchObject({ planned: 4, attempted: 4, failed: 4, accepted: 0 })
      expect(await warningState(warningId)).toBe('active')
    })

    it('writes off as expired what could not be sent in time', async () => {
      const { warningId, messageId } = await planned(5, { expiresAt: new Date(NIGHT.getTime() + 60_000) })
      room.clock.pass(1)
      await room.dispatch.run(messageId)
      expect(await states(db())).toEqual({ expired: 5 })
      expect(await provider.stats()).toMatchObject({ messages: 0 })
      expect(await totals(warningId)).toMatchObject({ planned: 5, attempted: 0, expired: 5, pending: 0 })
    })

    it('stops when its warning is called off', async () => {
      const { warningId, messageId } = await planned(1_000)
      await room.dispatch.run(messageId, { batches: 1 })
      await sql(db(), `update warning set state = 'ended', end_reason = 'cancelled' where id = $1`, [warningId])
      await room.dispatch.run(messageId)
      expect(await totals(warningId)).toMatchObject({ planned: 1_000, attempted: 500, superseded: 500, pending: 0 })
    })

    it('retires a number after two permanent refusals', async () => {
      await aVillage(db(), { contacts: 200 })
      for (let round = 0; round < 2; round += 1) await room.dispatch.run((await room.plan.run(await anApprovedWarning(db()))) as string)
      const [retired] = await sql<{ count: number }>(db(), `select count(*)::int as count from contact where retired_at is not null`)
      expect(retired?.count).toBe(200 - takers(200))
      await room.plan.run(await anApprovedWarning(db()))
      expect(await states(db())).toMatchObject({ planned: takers(200) })
    })

    it('does not overtake an attempt of the warning before it', async () => {
      const dying = new DyingChannel(room.sandbox, true)
      const dead = deliveryRoom(db(), provider, dying)
      const first = await planned(10)
      void dead.dispatch.run(first.messageId)
      await dying.died
      await sql(db(), `update warning set state = 'ended', end_reason = 'superseded' where id = $1`, [first.warningId])
      const second = (await room.plan.run(await anApprovedWarning(db(), { replaces: first.warningId }))) as string
      expect(await room.dispatch.run(second)).toBe(0)
      await letTimeOut(db())
      await room.sweep.reconcile()
      expect(await room.dispatch.run(second)).toBe(10)
    })
  })

  describe('an answer that is lost', () => {
    it.each([
      ['500', 'took nothing', 1],
      ['reset-before', 'took nothing', 1],
      ['reset-after', 'had taken them', 1],
      ['garbage', 'had taken them', 1],
      ['timeout-after', 'had taken them', 1],
    ])('(%s) is settled by asking the provider, which %s: one message each', async (fault) => {
      const { warningId, messageId } = await planned(40)
      await provider.fault(fault)
      await room.dispatch.run(messageId)
      expect(await states(db())).toEqual({ unknown: 40 })
      expect(await room.reconcile.run()).toBe(0)
      await letTimeOut(db())
      await room.sweep.reconcile()
      room.clock.pass(1)
      await room.sweep.send()
      expect(await provider.stats()).toMatchObject({ messages: takers(40), duplicates: 0 })
      expect(await totals(warningId)).toMatchObject({ planned: 40, attempted: 40, accepted: takers(40), unknown: 0, pending: 0 })
      expect(await warningState(warningId)).toBe('active')
    })

    it.each([[true], [false]])('by a crash between claim and settle (provider reached: %s) leaves one message each', async (reached) => {
      const dying = new DyingChannel(room.sandbox, reached)
      const dead = deliveryRoom(db(), provider, dying)
      const { warningId, messageId } = await planned(40)
      void dead.dispatch.run(messageId)
      await dying.died
      expect(await states(db())).toEqual({ attempting: 40 })
      expect(await room.reconcile.giveUpAttempting()).toBe(0)
      await letTimeOut(db())
      await room.sweep.reconcile()
      room.clock.pass(1)
      await room.sweep.send()
      expect(await provider.stats()).toMatchObject({ messages: takers(40), duplicates: 0 })
      expect(await totals(warningId)).toMatchObject({ planned: 40, attempted: 40, accepted: takers(40), unknown: 0, pending: 0 })
    })

    it('stays unknown while the provider cannot be asked, and nothing is sent again', async () => {
      const { warningId, messageId } = await planned(10)
      await provider.fault('timeout-after')
      await room.dispatch.run(messageId)
      await letTimeOut(db())
      room.endpoint.point('http://127.0.0.1:1', provider.key)
      await room.sweep.reconcile()
      await room.sweep.send()
      expect(await totals(warningId)).toMatchObject({ planned: 10, unknown: 10, accepted: 0, pending: 0 })
      expect(await provider.stats()).toMatchObject({ messages: takers(10), duplicates: 0 })
    })
  })

  it('loses nothing with the whole queue: the sweeps alone plan, send and finish', async () => {
    await aVillage(db(), { contacts: 1_300 })
    const warningId = await anApprovedWarning(db())
    await room.sweep.plan()
    await room.sweep.send()
    expect(await warningState(warningId)).toBe('active')
    expect(await provider.stats()).toMatchObject({ messages: takers(1_300), duplicates: 0 })
    expect(await reachByArea(db(), warningId)).toEqual([
      {
        areaCode: VILLAGE,
        name: `Desa ${VILLAGE}`,
        withheld: null,
        recipients: 1_300,
        attempted: 1_300,
        accepted: takers(1_300),
        delivered: 0,
        unknown: 0,
        acknowledged: 0,
        kadesAcknowledged: null,
      },
    ])
  })

  it('ends the sending of a warning that has nobody to reach', async () => {
    const { warningId, messageId } = await planned(0)
    await room.dispatch.run(messageId)
    expect(await warningState(warningId)).toBe('active')
  })
})
