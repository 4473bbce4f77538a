import { setTimeout as sleep } from 'node:timers/promises'
import { connectAsync } from 'mqtt'
import { type Config, Events, type InstallationClock, sql } from '#libs/platform'
import { feedRoom, TestClock } from '../../../../test/factories/feed-room'
import { describeWithDatabase, freshDatabase, type TestDatabase } from '../../../../test/services'
import { OwnBroker, whyNoBroker } from '../bench/own-broker'
import { ListenToSensors } from './listen-to-sensors'

const missing = whyNoBroker()
const test = missing ? it.skip : it
const EUI = '24e124713d000001'
const AT = new Date('2026-09-24T07:30:00Z')
/** EM400-UDL: 1,601 mm from the sensor down to the water. */
const PAYLOAD = Buffer.from('0482' + '4106', 'hex').toString('base64')

describeWithDatabase(`sensors over MQTT${missing ? ` (left out: ${missing})` : ''}`, () => {
  let fresh: TestDatabase
  let broker: OwnBroker
  const listeners: ListenToSensors[] = []

  beforeAll(async () => {
    if (missing) return
    fresh = await freshDatabase()
    broker = await OwnBroker.start()
    await sql(
      fresh.db,
      `with s as (insert into station (id, name, common_name, river, regime, location, display_unit, datum_note, position, quality, hysteresis, source)
         values ('sensor', 'Sensor', 'Sensor', 'Kali', 'river', st_setsrid(st_makepoint(106.8, -6.2), 4326), 'cm', 'uji', 1,
           '{"hardMin":-1,"hardMax":9,"risePerHour":3,"fallPerHour":3,"stuckHours":3,"zeroIsMissing":false,"sentinels":[],"staleHours":6}',
           '{"margin":0.1,"holdHours":2}', 'uji') returning id)
       insert into device (dev_eui, station_id, model, datum, valid_from, source) select $1, id, 'EM400-UDL', 4, '2020-01-01', 'uji' from s`,
      [EUI],
    )
  }, 60_000)
  afterAll(async () => {
    for (const listener of listeners) await listener.onApplicationShutdown()
    await broker?.stop()
    await fresh?.drop()
  }, 30_000)

  function listen(): ListenToSensors {
    const clock = new TestClock(AT) as unknown as InstallationClock
    Object.assign(clock, { replaying: () => undefined })
    const { ingest } = feedRoom(fresh.db, clock, new Events())
    const config = { MQTT_URL: broker.url } as Config
    const listener = new ListenToSensors(fresh.db, config, 'worker', clock, ingest)
    listeners.push(listener)
    listener.onApplicationBootstrap()
    return listener
  }

  async function send(minutesAgo: number): Promise<void> {
    const client = await connectAsync(broker.url)
    const event = {
      deduplicationId: String(minutesAgo),
      time: new Date(AT.getTime() - minutesAgo * 60_000).toISOString(),
      deviceInfo: { devEui: EUI, deviceName: 'uji', deviceProfileName: 'EM400-UDL', tags: {} },
      fPort: 85,
      data: PAYLOAD,
    }
    await client.publishAsync(`application/a/device/${EUI}/event/up`, JSON.stringify(event), { qos: 1 })
    await client.endAsync()
  }

  async function stored(count: number): Promise<{ value: number; source: string }[]> {
    for (const deadline = Date.now() + 30_000; Date.now() < deadline; await sleep(100)) {
      const rows = await sql<{ value: number; source: string }>(fresh.db, `select value, source from reading order by observed_at`)
      if (rows.length >= count) return rows
    }
    throw new Error(`${count} readings: not within 30 s`)
  }

  test('one of two workers listens, and when it goes the other takes over without losing what came in between', async () => {
    const first = listen()
    await sleep(1_500)
    listen()
    await send(10)
    expect(await stored(1)).toEqual([{ value: expect.closeTo(2.399, 6), source: 'chirpstack' }])
    await first.onApplicationShutdown()
    await send(5)
    expect(await stored(2)).toHaveLength(2)
    const [receipts] = await sql<{ n: number }>(
      fresh.db,
      `select count(*)::int as n from payload_receipt where origin = 'mqtt' and outcome = 'taken'`,
    )
    expect(receipts?.n).toBe(2)
  }, 60_000)
})
