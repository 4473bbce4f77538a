import { connectAsync, type MqttClient } from 'mqtt'
import type { Clock } from '#libs/platform'
import { OwnBroker, whyNoBroker } from '../bench/own-broker'
import { PayloadUnusable } from '../parsed'
import { MqttIntake, type MqttIntakeOptions, type MqttSink } from './mqtt-intake'

const TOPIC = 'application/+/device/+/event/+'
const topicOf = (n: number): string => `application/a/device/${n.toString(16).padStart(16, '0')}/event/up`
const clock: Clock = { now: () => new Date('2026-01-01T00:00:00Z') }
const missing = whyNoBroker()

/** What reached the sink, each message with how often it came. */
class Sink {
  readonly came = new Map<string, number>()
  readonly sizes: number[] = []
  private wakeUp: (() => void)[] = []

  take(raw: Buffer): void {
    const lines = raw.toString().trimEnd().split('\n')
    this.sizes.push(lines.length)
    for (const line of lines) this.came.set(line, (this.came.get(line) ?? 0) + 1)
    for (const wake of this.wakeUp.splice(0)) wake()
  }

  async until(count: number): Promise<void> {
    while (this.came.size < count) await new Promise<void>((resolve) => this.wakeUp.push(resolve))
  }
}

const suite = missing ? describe.skip : describe
suite(`taking MQTT messages${missing ? ` (left out: ${missing})` : ''}`, () => {
  let broker: OwnBroker
  let publisher: MqttClient
  const intakes: MqttIntake[] = []

  beforeEach(async () => {
    broker = await OwnBroker.start()
    publisher = await connectAsync(broker.url)
  })
  afterEach(async () => {
    await Promise.all(intakes.splice(0).map((intake) => intake.stop()))
    await publisher.endAsync(true)
    await broker.stop()
  })

  const start = async (sink: MqttSink, options: Partial<MqttIntakeOptions> = {}): Promise<MqttIntake> => {
    const intake = new MqttIntake({ url: broker.url, topic: TOPIC, source: 'chirpstack', batchMs: 20, ...options }, clock, sink)
    intakes.push(intake)
    intake.start()
    await until(() => intake.state.isSubscribed)
    return intake
  }
  const publish = (from: number, to: number): Promise<unknown> =>
    Promise.all(Array.from({ length: to - from }, (_, i) => publisher.publishAsync(topicOf(from + i), `{"n":${from + i}}`, { qos: 1 })))

  it('hands over what came in batches, and acknowledges it', async () => {
    const sink = new Sink()
    const intake = await start(async (source, raw, receivedAt) => {
      expect([source, receivedAt]).toEqual(['chirpstack', clock.now()])
      sink.take(raw)
    })
    await publish(0, 1_200)
    await sink.until(1_200)
    expect([...sink.came.values()].every((times) => times === 1)).toBe(true)
    expect(Math.max(...sink.sizes)).toBeLessThanOrEqual(500)
    expect(sink.sizes.length).toBeLessThan(600)
    await until(() => intake.state.unacknowledged === 0)
  })

  it('is sent again what was under way when it died, and what came while nobody was there', async () => {
    const sink = new Sink()
    const never = new Promise<never>(() => undefined)
    const dying = await start(async (_, raw) => {
      if (sink.sizes.length > 0) await never
      sink.take(raw)
    })
    await publish(0, 300)
    await until(() => sink.sizes.length > 0)
    kill(dying)
    intakes.length = 0
    await publish(300, 600)
    await start(async (_, raw) => sink.take(raw))
    await sink.until(600)
    expect(sink.came.size).toBe(600)
  })

  it('bounds what is unacknowledged when the sink is slow, and loses nothing', async () => {
    for (const protocolVersion of [5, 4] as const) {
      const sink = new Sink()
      let most = 0
      const intake: MqttIntake = await start(
        async (_, raw) => {
          most = Math.max(most, intake.state.unacknowledged)
          await new Promise((resolve) => setTimeout(resolve, 10))
          sink.take(raw)
        },
        { maxUnacknowledged: 100, batchMax: 40, protocolVersion, clientId: `slow-${protocolVersion}` },
      )
      await publish(0, 1_000)
      await sink.until(1_000)
      expect(most).toBeGreaterThan(40)
      expect(most).toBeLessThanOrEqual(101)
      expect([...sink.came.values()].every((times) => times === 1)).toBe(true)
    }
  })

  it('tries a batch again that was not taken; one message at fault holds up no other', async () => {
    const sink = new Sink()
    let refused = 0
    const intake = await start(async (_, raw) => {
      if (raw.includes('{"n":7}')) {
        refused += 1
        throw new Error('the database says no')
      }
      sink.take(raw)
    })
    await publish(0, 20)
    await until(() => refused > 0)
    await publish(20, 40)
    await sink.until(39)
    expect(sink.came.has('{"n":7}')).toBe(false)
    expect(intake.state.unacknowledged).toBe(1)
  }, 30_000)

  it('lets go of what the source can never read: it is in the archive by then', async () => {
    const sink = new Sink()
    let refused = 0
    const intake = await start(async (_, raw) => {
      if (raw.includes('<html>')) {
        refused += 1
        throw new PayloadUnusable('chirpstack', 'no JSON event in it')
      }
      sink.take(raw)
    })
    await publisher.publishAsync(topicOf(1), '<html>', { qos: 1 })
    await until(() => refused > 0 && intake.state.unacknowledged === 0)
    await publish(2, 3)
    await sink.until(1)
    expect([...sink.came.keys()]).toEqual(['{"n":2}'])
  })

  it('comes back when the broker does, with what waited there', async () => {
    const sink = new Sink()
    const intake = await start(async (_, raw) => sink.take(raw))
    await publish(0, 10)
    await sink.until(10)
    await publisher.endAsync(true)
    await broker.halt()
    await until(() => !intake.state.isConnected)
    await broker.run()
    publisher = await connectAsync(broker.url)
    await publish(10, 20)
    await sink.until(20)
    expect(intake.state).toMatchObject({ isConnected: true, isSubscribed: true, problem: undefined })
  }, 20_000)

  it('does not take a second time what it still holds when the connection breaks', async () => {
    const sink = new Sink()
    let open = (): void => undefined
    const gate = new Promise<void>((resolve) => (open = resolve))
    const intake = await start(async (_, raw) => {
      await gate
      sink.take(raw)
    })
    await publish(0, 50)
    await until(() => intake.state.unacknowledged === 50)
    connectionOf(intake).stream.destroy()
    await until(() => !intake.state.isSubscribed)
    await until(() => intake.state.isSubscribed)
    expect(intake.state.unacknowledged).toBe(50)
    open()
    await until(() => intake.state.unacknowledged === 0)
    expect([...sink.came.values()]).toEqual(Array.from({ length: 50 }, () => 1))
    const successor = new Sink()
    await intake.stop()
    await start(async (_, raw) => successor.take(raw))
    await publish(50, 51)
    await successor.until(1)
    expect([...successor.came.keys()]).toEqual(['{"n":50}'])
  }, 20_000)

  it('stops after the batch under way, and leaves the rest to the broker', async () => {
    const sink = new Sink()
    const intake = await start(
      async (_, raw) => {
        await new Promise((resolve) => setTimeout(resolve, 50))
        sink.take(raw)
      },
      { batchMax: 10 },
    )
    await publish(0, 100)
    await until(() => sink.sizes.length > 0)
    await intake.stop()
    const taken = sink.came.size
    expect(taken).toBeLessThan(100)
    await start(async (_, raw) => sink.take(raw))
    await sink.until(100)
    expect([...sink.came.values()].every((times) => times === 1)).toBe(true)
  })
})

const connectionOf = (intake: MqttIntake): MqttClient => (intake as unknown as { client: MqttClient }).client

/** As a power cut would: the connection breaks in the middle and nothing is said. */
function kill(intake: MqttIntake): void {
  const client = connectionOf(intake)
  client.options.reconnectPeriod = 0
  client.stream.destroy()
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5))
}
