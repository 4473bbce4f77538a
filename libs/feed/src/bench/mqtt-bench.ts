import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { connectAsync } from 'mqtt'
import type { DataSource } from 'typeorm'
import { type Clock, sql } from '#libs/platform'
import { MqttIntake } from '../mqtt/mqtt-intake'
import { TOPICS } from '../mqtt/source-of-topic'
import type { PublishOrder, PublishProgress } from './mqtt-publisher'
import { DEVICES, devEui, observedAt } from './mqtt-uplink'

export interface MqttBenchResult {
  /** Uplinks a second, from the broker to rows of readings. */
  readonly figure: number
  /** Uplinks a second a bare subscriber of the same library counts and acknowledges. */
  readonly limit: number
  readonly ratio: number
  /** Most uplinks the worker held unacknowledged. */
  readonly backlogMax: number
  /** Uplinks offered evenly, and the most that waited anywhere between the publisher and the database. */
  readonly sustained: { readonly offered: number; readonly backlogMax: number }
}

/** What takes a payload: the whole way from parser to rows. */
interface Ingest {
  run(source: string, raw: Buffer, receivedAt: Date): Promise<{ readonly received: number; readonly stored: number }>
}

const SOURCE = 'chirpstack'
const OFFERED_PER_SECOND = 2_000
const OFFERED_SECONDS = 10
/** Each uplink gives a level and a charge. */
const READINGS_PER_UPLINK = 2
const HOURS_BEFORE = 1

/**
 * Publisher, broker, worker and database on one machine. The publisher is a process of its own, the same for the bare subscriber and for
 * the intake.
 * @param url of a broker that bounds neither what is in flight nor what waits
 */
export async function runMqttBench(db: DataSource, ingest: Ingest, url: string, uplinks = 40_000): Promise<MqttBenchResult> {
  await createDevices(db)
  const limit = await bareSubscriber(url, uplinks)
  const full = await intake(ingest, { url, from: 0, count: uplinks })
  const offered = { url, from: uplinks, count: OFFERED_PER_SECOND * OFFERED_SECONDS, perSecond: OFFERED_PER_SECOND }
  const sustained = await intake(ingest, offered)
  const figure = uplinks / full.seconds
  return {
    figure: Math.round(figure),
    limit: Math.round(limit),
    ratio: figure / limit,
    backlogMax: full.heldMax,
    sustained: { offered: OFFERED_PER_SECOND, backlogMax: sustained.backlogMax },
  }
}

/** @returns resolves when the broker has taken all */
function publish(order: PublishOrder, progress: (published: number) => void): Promise<void> {
  const child = fork(path.join(__dirname, 'mqtt-publisher.js'))
  child.on('message', ({ published }: PublishProgress) => progress(published))
  child.send(order)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`the publisher ended with code ${code}`))))
  })
}

async function bareSubscriber(url: string, count: number): Promise<number> {
  const client = await connectAsync(url, { protocolVersion: 5, properties: { receiveMaximum: 2_000 } })
  await client.subscribeAsync(TOPICS.chirpstack, { qos: 1 })
  let first = 0
  const all = new Promise<number>((resolve) => {
    let came = 0
    client.on('message', () => {
      if (came === 0) first = performance.now()
      came += 1
      if (came === count) resolve(performance.now())
    })
  })
  await publish({ url, from: 0, count }, () => undefined)
  const seconds = ((await all) - first) / 1_000
  await client.endAsync()
  return count / seconds
}

interface IntakeRun {
  readonly seconds: number
  readonly heldMax: number
  readonly backlogMax: number
}

async function intake(ingest: Ingest, order: PublishOrder): Promise<IntakeRun> {
  const clock: Clock = { now: () => new Date(observedAt(order.from + order.count) + 60_000) }
  let [first, stored, published, backlogMax, heldMax] = [0, 0, 0, 0, 0]
  let finish: (at: number) => void = () => undefined
  const all = new Promise<number>((resolve) => (finish = resolve))
  const taking: MqttIntake = new MqttIntake(
    { url: order.url, topic: TOPICS.chirpstack, source: SOURCE, clientId: `bench-${randomBytes(4).toString('hex')}` },
    clock,
    async (source, raw, receivedAt) => {
      first ||= performance.now()
      heldMax = Math.max(heldMax, taking.state.unacknowledged)
      stored += (await ingest.run(source, raw, receivedAt)).stored
      backlogMax = Math.max(backlogMax, published - stored / READINGS_PER_UPLINK)
      if (stored === order.count * READINGS_PER_UPLINK) finish(performance.now())
    },
  )
  taking.start()
  while (!taking.state.isSubscribed) await new Promise((resolve) => setTimeout(resolve, 10))
  await publish(order, (count) => (published = count))
  const seconds = ((await all) - first) / 1_000
  await taking.stop()
  return { seconds, heldMax, backlogMax }
}

/** Stations with a device each and what it said in the hours before, as an installation has them after its first day. */
async function createDevices(db: DataSource): Promise<void> {
  const quality = {
    hardMin: -5,
    hardMax: 20,
    risePerHour: 30,
    fallPerHour: 30,
    stuckHours: 6,
    zeroIsMissing: false,
    sentinels: [],
    staleHours: 48,
  }
  await sql(
    db,
    `with s as (insert into station (id, name, common_name, river, regime, location, display_unit, datum_note, position, quality, hysteresis, source)
       select 'lora-' || i, 'lora-' || i, 'LoRa ' || i, 'Bench', 'river', st_setsrid(st_makepoint(106.8, -6.2), 4326), 'cm', 'bench', i, $1, '{"margin":0.1,"holdHours":2}', 'bench'
         from generate_series(0, $2::int - 1) i returning id)
     insert into device (dev_eui, station_id, model, datum, valid_from, source)
     select ($3::text[])[substr(id, 6)::int + 1], id, 'EM400-UDL', 5, '2020-01-01', 'bench' from s`,
    [JSON.stringify(quality), DEVICES, Array.from({ length: DEVICES }, (_, device) => devEui(device))],
  )
  await sql(
    db,
    `insert into reading (station_id, parameter, observed_at, received_at, value, quality, source)
     select d.station_id, p.parameter, at, at, p.value + extract(minute from at) / 1000, 'good', $1
       from device d, (values ('water_level', 3), ('battery', 92)) p(parameter, value),
            generate_series($2::timestamptz - make_interval(hours => $3), $2::timestamptz - interval '1 minute', interval '10 minutes') at`,
    [SOURCE, new Date(observedAt(0)), HOURS_BEFORE],
  )
  for (const table of ['reading', 'station', 'device']) await sql(db, `analyze ${table}`)
}
