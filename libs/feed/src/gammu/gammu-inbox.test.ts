import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { createGammuTables, gammuMissing, startGammu } from '../../../../test/simulators/gammu'
import { describeWithDatabase, emptyDatabase } from '../../../../test/services'
import { parseSmsInbox } from '../sms-inbox/parse'
import { GammuInbox } from './gammu-inbox'

const PHONE = '+6281234567890'
const missing = gammuMissing()
const suite = missing ? (name: string, body: () => void) => describe.skip(`${name} (left out: ${missing})`, body) : describeWithDatabase

suite("Gammu's inbox", () => {
  let database: { readonly url: string; drop(): Promise<void> }
  let client: Client
  let inbox: GammuInbox
  let payloads: Buffer[]
  let failing: boolean

  beforeEach(async () => {
    database = await emptyDatabase()
    await createGammuTables(database.url)
    client = new Client({ connectionString: database.url })
    await client.connect()
    payloads = []
    failing = false
    inbox = new GammuInbox({
      databaseUrl: database.url,
      now: () => new Date('2026-01-31T14:40:00Z'),
      sink: async (source, raw) => {
        expect(source).toBe('sms-inbox')
        payloads.push(raw)
        if (failing) throw new Error('the store is down')
      },
    })
  }, 60_000)
  afterEach(async () => {
    await inbox.close()
    await client.end()
    await database.drop()
  })

  const insert = (text: string, udh = '', age = '1 hour') =>
    client.query(
      `insert into inbox ("UpdatedInDB", "ReceivingDateTime", "Text", "SenderNumber", "UDH", "TextDecoded", "RecipientID")
       values (localtimestamp - $4::interval, '2026-01-31 21:35:00', '', $1, $2, $3, '')`,
      [PHONE, udh, text, age],
    )
  const waiting = async (): Promise<number> =>
    Number((await client.query(`select count(*) as n from inbox where not "Processed"`)).rows[0]?.n)
  const readings = () => payloads.flatMap((raw) => parseSmsInbox(raw).items)

  it('takes what a modem received, once, at the time it came', async () => {
    const gammu = startGammu(database.url)
    try {
      gammu.receive({ from: PHONE, text: 'TMA MANGGARAI 785', at: '20260131T213500' })
      gammu.receive({ from: PHONE, text: 'TERIMA', at: '20260131T213600' })
      for (let tries = 0; tries < 150 && (await waiting()) < 2; tries += 1) await sleep(100)
      expect(await inbox.poll()).toBe(2)
      expect(await inbox.poll()).toBe(0)
    } finally {
      await gammu.stop()
    }
    expect(payloads).toHaveLength(1)
    expect(readings()).toEqual([
      {
        kind: 'reading',
        name: 'MANGGARAI',
        parameter: 'water_level',
        observedAt: Date.parse('2026-01-31T21:35:00+07:00'),
        value: 7.85,
        reporter: PHONE,
      },
    ])
    expect(await waiting()).toBe(0)
  }, 60_000)

  it('leaves them waiting when they could not be stored, and gives the very same again', async () => {
    await insert('TMA MANGGARAI 785')
    failing = true
    await expect(inbox.poll()).rejects.toThrow('the store is down')
    expect(await waiting()).toBe(1)
    failing = false
    expect(await inbox.poll()).toBe(1)
    expect(payloads[0]).toEqual(payloads[1])
    expect(await waiting()).toBe(0)
  })

  it('waits for the rest of a long message', async () => {
    await insert('TMA MANGGAR', '0500037A0201', '1 second')
    expect(await inbox.poll()).toBe(0)
    await insert('AI 785', '0500037A0202', '1 minute')
    await client.query(`alter table inbox disable trigger update_timestamp`)
    await client.query(`update inbox set "UpdatedInDB" = localtimestamp - interval '1 minute'`)
    expect(await inbox.poll()).toBe(2)
    expect(readings().map(({ name, value }) => [name, value])).toEqual([['MANGGARAI', 7.85]])
  })

  it('takes a backlog in batches that cut no message in two, and each row by one worker', async () => {
    for (let i = 0; i < 199; i += 1) await insert(`TMA MANGGARAI ${500 + i}`)
    await insert('TMA DEP', '0500030B0201')
    await insert('OK 180', '0500030B0202')
    expect(await inbox.poll()).toBe(199)
    expect(await inbox.poll()).toBe(2)
    expect(readings().map(({ name }) => name)).toEqual([...Array.from({ length: 199 }, () => 'MANGGARAI'), 'DEPOK'])
  })

  it('says so when the database is not there, and works again when it is', async () => {
    const nowhere = new GammuInbox({ databaseUrl: `${database.url}x`, now: () => new Date(), sink: () => Promise.resolve() })
    await expect(nowhere.poll()).rejects.toThrow('does not exist')
    await nowhere.close()
  })
})
