import { createHmac } from 'node:crypto'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { Test } from '@nestjs/testing'
import { DataSource } from 'typeorm'
import { RecordInbound, SandboxEndpoint } from '#libs/delivery'
import { ListReports } from '#libs/incident'
import { Clock, ProblemFilter, sql } from '#libs/platform'
import { SandboxHookController } from '../../libs/delivery/src/channels/sandbox/sandbox-hook.controller'
import { deliveryRoom } from '../factories/delivery-room'
import { anApprovedWarning, aVillage, NIGHT, states, VILLAGE } from '../factories/ledger'
import { describeWithDatabase, freshDatabase, type TestDatabase } from '../services'

const KEY = 'a shared key'
const phone = (n: number): string => `+62812${String(n).padStart(9, '0')}`

describeWithDatabase('what comes back from phones', () => {
  let database: TestDatabase
  let room: ReturnType<typeof deliveryRoom>
  let serial = 0
  const db = () => database.db

  beforeEach(async () => {
    database = await freshDatabase()
    const allTaken = {
      name: 'sandbox',
      batchSize: 500,
      real: false,
      lookup: () => Promise.resolve([]),
      send: async (batch: readonly { reference: string }[]) =>
        batch.map(({ reference }) => ({ kind: 'accepted' as const, providerRef: `p-${reference}` })),
    }
    room = deliveryRoom(db(), { url: 'http://127.0.0.1:1', key: KEY }, allTaken)
  })
  afterEach(() => database.drop())

  const sent = async (facts: Parameters<typeof anApprovedWarning>[1] = {}) => {
    const warningId = await anApprovedWarning(db(), facts)
    const messageId = (await room.plan.run(warningId)) as string
    await room.dispatch.run(messageId)
    return { warningId, messageId }
  }
  const receive = (...texts: [number, string][]) =>
    room.record.run({
      channel: 'sandbox',
      receipts: [],
      replies: texts.map(([n, text]) => ({ providerRef: `r${(serial += 1)}`, from: phone(n), text, at: room.clock.now() })),
    })
  const acknowledged = async () =>
    await sql<{ warning_id: string; phone: string }>(
      db(),
      `select a.warning_id, c.phone from acknowledgement a join contact c on c.id = a.contact_id order by a.at, c.phone`,
    )
  const references = async (messageId: string) =>
    (
      await sql<{ reference: string }>(
        db(),
        `select message_id || '.' || contact_id || '.sandbox.' || attempt as reference from delivery where message_id = $1 order by id`,
        [messageId],
      )
    ).map((row) => row.reference)

  describe('receipts', () => {
    it('move a delivery forward once, in any order and however often they come', async () => {
      await aVillage(db(), { contacts: 4 })
      const { messageId } = await sent()
      const names = await references(messageId)
      const receipt = (index: number, status: 'delivered' | 'failed') => ({
        reference: names[index] as string,
        providerRef: 'p',
        status,
        at: room.clock.now(),
      })
      const all = [receipt(0, 'delivered'), receipt(1, 'failed'), receipt(2, 'failed'), receipt(2, 'delivered')]
      expect(await room.record.run({ channel: 'sandbox', receipts: all, replies: [] })).toEqual({ receipts: 4, replies: 0 })
      expect(await room.record.run({ channel: 'sandbox', receipts: all.toReversed(), replies: [] })).toEqual({ receipts: 0, replies: 0 })
      expect(await room.record.run({ channel: 'sandbox', receipts: [receipt(0, 'failed')], replies: [] })).toEqual({
        receipts: 0,
        replies: 0,
      })
      expect(await states(db(), messageId)).toEqual({ accepted: 1, delivered: 2, failed: 1 })
    })

    it('settle an attempt whose answer is still under way or was lost', async () => {
      await aVillage(db(), { contacts: 2 })
      const { messageId } = await sent()
      await sql(db(), `update delivery set state = case when id % 2 = 0 then 'attempting' else 'unknown' end, provider_ref = null`)
      const receipts = (await references(messageId)).map((reference) => ({
        reference,
        providerRef: 'late',
        status: 'delivered' as const,
        at: room.clock.now(),
      }))
      await room.record.run({ channel: 'sandbox', receipts, replies: [] })
      expect(await sql(db(), `select distinct state, provider_ref from delivery`)).toEqual([{ state: 'delivered', provider_ref: 'late' }])
    })

    it('for what was never ours, or never left, change nothing', async () => {
      await aVillage(db(), { contacts: 1 })
      const { messageId } = await sent()
      await sql(db(), `update delivery set state = 'not-sent'`)
      const receipts = [...(await references(messageId)), 'x.y.z.1', `${messageId}.+62811111111.sandbox.1`].map((reference) => ({
        reference,
        providerRef: 'p',
        status: 'delivered' as const,
        at: room.clock.now(),
      }))
      expect(await room.record.run({ channel: 'sandbox', receipts, replies: [] })).toMatchObject({ receipts: 0 })
    })
  })

  describe('confirmations', () => {
    it('count for the warning that was sent to this phone, once', async () => {
      await aVillage(db(), { contacts: 3 })
      const { warningId } = await sent()
      room.clock.pass(1)
      await receive([0, 'TERIMA'], [1, 'ok terima'], [0, 'terima'])
      expect(await room.handle.run()).toBe(3)
      expect(await acknowledged()).toEqual([
        { warning_id: warningId, phone: phone(0) },
        { warning_id: warningId, phone: phone(1) },
      ])
      expect(await room.handle.run()).toBe(0)
    })

    it('go to the latest warning first, then to the one before, together or one by one', async () => {
      await aVillage(db(), { contacts: 2 })
      const first = await sent()
      room.clock.pass(10)
      const second = await sent()
      room.clock.pass(1)
      await receive([0, 'TERIMA'], [0, 'YA'], [1, 'TERIMA'])
      await room.handle.run()
      await receive([1, 'YA'])
      await room.handle.run()
      const perPhone = (n: number) =>
        sql(db(), `select warning_id as id from inbound_message where phone = $1 order by inbound_message.id`, [phone(n)])
      for (const n of [0, 1]) expect(await perPhone(n)).toEqual([{ id: second.warningId }, { id: first.warningId }])
    })

    it('of two sent in the same instant go to the more severe', async () => {
      await aVillage(db(), { contacts: 1 })
      await sent({ severity: 1 })
      const worse = await sent({ severity: 3 })
      await sent({ severity: 2 })
      room.clock.pass(1)
      await receive([0, 'TERIMA'])
      await room.handle.run()
      expect(await acknowledged()).toEqual([{ warning_id: worse.warningId, phone: phone(0) }])
    })

    it('prefer a warning sent before the reply to one sent in the same instant', async () => {
      await aVillage(db(), { contacts: 1 })
      const before = await sent({ severity: 1 })
      room.clock.pass(10)
      await receive([0, 'TERIMA'])
      await sent({ severity: 3 })
      await room.handle.run()
      expect(await acknowledged()).toEqual([{ warning_id: before.warningId, phone: phone(0) }])
    })

    it('older than a day, or from a stranger, are kept and count for nothing', async () => {
      await aVillage(db(), { contacts: 1 })
      await sent()
      room.clock.pass(24 * 60 + 1)
      await receive([0, 'TERIMA'], [77, 'TERIMA'])
      await room.handle.run()
      expect(await acknowledged()).toEqual([])
      expect(await sql(db(), `select distinct kind from inbound_message where handled_at is not null`)).toEqual([
        { kind: 'acknowledgement' },
      ])
    })

    it('are read at 3,000 a second and more', async () => {
      await aVillage(db(), { contacts: 6_000 })
      await sent()
      room.clock.pass(1)
      for (let from = 0; from < 6_000; from += 500)
        await receive(...Array.from({ length: 500 }, (_, n): [number, string] => [from + n, 'TERIMA']))
      const started = performance.now()
      await room.handle.run()
      expect(6_000 / ((performance.now() - started) / 1_000)).toBeGreaterThan(3_000)
      expect(await acknowledged()).toHaveLength(6_000)
    })
  })

  describe('reports and texts that cannot be read', () => {
    it('makes a report of the sender’s village and thanks for it', async () => {
      await aVillage(db(), { contacts: 1 })
      await receive([0, 'LAPOR BANJIR 80 CM RT 3 RW 4'])
      await room.handle.run()
      expect(await new ListReports(db()).run()).toMatchObject([
        { type: 'flood', depthCm: 80, rt: 3, rw: 4, areaCode: VILLAGE, contactName: 'Warga 0', state: 'received' },
      ])
      expect(await sql(db(), `select text from message where purpose = 'reply'`)).toEqual([
        { text: expect.stringMatching(/^LATIHAN\. Laporan/) },
      ])
    })

    it('keeps a report of a stranger, without a village, and answers the number', async () => {
      await receive([5, 'LAPOR LONGSOR'])
      await room.handle.run()
      expect(await new ListReports(db()).run()).toMatchObject([{ type: 'landslide', areaCode: null, contactId: null }])
      expect(await sql(db(), `select phone, contact_id from delivery`)).toEqual([{ phone: phone(5), contact_id: null }])
      expect(await room.sweep.send()).toBe(1)
    })

    it('offers help once an hour to each phone and keeps every text', async () => {
      await aVillage(db(), { contacts: 1 })
      for (const minutes of [0, 30, 31]) {
        room.clock.pass(minutes)
        await receive([0, '???'], [9, 'siapa ini'])
        await room.handle.run()
      }
      expect(
        await sql(
          db(),
          `select coalesce(d.phone, c.phone) as phone, count(*)::int as count from delivery d left join contact c on c.id = d.contact_id group by 1 order by 1`,
        ),
      ).toEqual([
        { phone: phone(0), count: 2 },
        { phone: phone(9), count: 2 },
      ])
      expect(await sql(db(), `select kind, count(*)::int as count from inbound_message group by kind`)).toEqual([
        { kind: 'unreadable', count: 6 },
      ])
    })

    it('does not answer when the hour for it has passed', async () => {
      await receive([9, '???'])
      await room.handle.run()
      room.clock.pass(61)
      await room.sweep.send()
      expect(await states(db())).toEqual({ expired: 1 })
    })
  })

  it('tells the officers, and only them, before everything else', async () => {
    await aVillage(db(), { contacts: 3 })
    const officers = await aVillage(db(), { contacts: 2, role: 'officer', from: 50 })
    await db().transaction((tx) => room.notice.run(tx, { text: 'Draf peringatan menunggu.' }))
    expect(
      await sql(db(), `select d.contact_id, d.priority, m.text from delivery d join message m on m.id = d.message_id order by d.id`),
    ).toEqual(officers.map((contact_id) => ({ contact_id, priority: 0, text: 'LATIHAN. Draf peringatan menunggu.' })))
    await room.sweep.send()
    expect(await states(db())).toEqual({ accepted: 2 })
  })

  describe('the hook', () => {
    let app: NestFastifyApplication

    beforeEach(async () => {
      const module = await Test.createTestingModule({
        controllers: [SandboxHookController],
        providers: [
          { provide: DataSource, useValue: db() },
          { provide: Clock, useValue: room.clock },
          { provide: SandboxEndpoint, useValue: room.endpoint },
          { provide: RecordInbound, useValue: room.record },
        ],
      }).compile()
      app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter({ bodyLimit: 4 * 1024 * 1024 }), { rawBody: true })
      app.useGlobalFilters(new ProblemFilter())
      app.useBodyParser('application/json', { bodyLimit: 4 * 1024 * 1024 })
      await app.init()
      await app.getHttpAdapter().getInstance().ready()
    })
    afterEach(() => app.close())

    const post = (payload: string, signature = createHmac('sha256', KEY).update(payload).digest('hex')) =>
      app.inject({
        method: 'POST',
        url: '/hooks/sandbox',
        payload,
        headers: { 'content-type': 'application/json', 'x-sandbox-signature': signature },
      })
    const reply = (id: string, text = 'TERIMA', from = phone(1)) => ({ id, from, text, at: NIGHT.toISOString() })

    it('takes a signed batch, and the same again without effect', async () => {
      const payload = JSON.stringify({ receipts: [], replies: [reply('a'), reply('b')] })
      expect((await post(payload)).json()).toEqual({ receipts: 0, replies: 2, rejected: [] })
      expect((await post(payload)).json()).toEqual({ receipts: 0, replies: 0, rejected: [] })
    })

    it.each(['', 'zz', '00'.repeat(32)])('refuses the signature %j', async (signature) => {
      const answer = await post(JSON.stringify({ replies: [reply('a')] }), signature)
      expect(answer.statusCode).toBe(401)
      expect(await sql(db(), `select 1 from inbound_message`)).toEqual([])
    })

    it('keeps the good rest of a batch and names what it rejects', async () => {
      const answer = await post(
        JSON.stringify({
          receipts: [{ id: 'x', reference: 'r', status: 'read', at: NIGHT.toISOString() }],
          replies: [reply('a'), reply('b', 'YA', '0812')],
        }),
      )
      expect(answer.json()).toMatchObject({ replies: 1, rejected: [{ field: 'receipts.0.status' }, { field: 'replies.1.from' }] })
      expect(await sql(db(), `select source, field from feed_reject order by id`)).toEqual([
        { source: 'hook:sandbox', field: 'receipts.0.status' },
        { source: 'hook:sandbox', field: 'replies.1.from' },
      ])
    })

    it('refuses more than a megabyte, and what is no batch', async () => {
      expect((await post(JSON.stringify({ replies: [], padding: 'x'.repeat(1_100_000) }))).statusCode).toBe(413)
      expect((await post(JSON.stringify({ receipts: 3 }))).statusCode).toBe(422)
    })
  })
})
