import { Logger } from '@nestjs/common'
import { connect, type IClientOptions, type IPublishPacket, type MqttClient } from 'mqtt'
import type { Clock } from '#libs/platform'
import { BatchDelivery } from './batch-delivery'
import { type HeldMessage, HeldMessages } from './held-messages'
import { retryDelayMs } from './retry-delay'

export interface MqttIntakeOptions {
  /** `mqtt://` or `mqtts://`. */
  readonly url: string
  /** Topic filter. */
  readonly topic: string
  readonly source: string
  readonly username?: string | undefined
  readonly password?: string | undefined
  /** Names the session that the broker keeps while nobody is connected: the same after every restart, and one connection at a time. */
  readonly clientId?: string
  /** 4 for a broker that speaks no more than MQTT 3.1.1. */
  readonly protocolVersion?: 4 | 5
  readonly batchMax?: number
  readonly batchMs?: number
  /** The broker sends no more while so many wait for their acknowledgement. */
  readonly maxUnacknowledged?: number
}

/** Resolves when the payload is committed. */
export type MqttSink = (source: string, raw: Buffer, receivedAt: Date) => Promise<void>

export interface MqttIntakeState {
  readonly isConnected: boolean
  readonly isSubscribed: boolean
  readonly unacknowledged: number
  /** The last thing that went wrong since it was last subscribed. */
  readonly problem: string | undefined
}

const SESSION_SECONDS = 7 * 24 * 3_600
const LARGEST_MESSAGE_BYTES = 256 * 1024
const BATCH_BYTES = 2 * 1024 * 1024
const SUBSCRIBE_AGAIN_MS = 30_000
const PUBACK = 0x40
/** mqtt.js sends no acknowledgement for a message whose handler answers with an error. */
const NOT_YET = new Error('acknowledged when it is committed')

/**
 * Takes the messages of a topic into a sink, batch by batch, and acknowledges each only when its batch is committed: what was under way
 * when the process dies is sent again by the broker, which keeps the session. At least once, therefore; the sink stores nothing twice.
 */
export class MqttIntake {
  private readonly log: Logger
  private readonly held: HeldMessages
  private readonly delivery: BatchDelivery
  private readonly client: MqttClient
  private readonly maxUnacknowledged: number
  private connection = 0
  private failures = 0
  private isStopping = false
  private isSubscribed = false
  private problem: string | undefined
  private subscribeTimer: NodeJS.Timeout | undefined

  constructor(
    private readonly options: MqttIntakeOptions,
    private readonly clock: Clock,
    sink: MqttSink,
  ) {
    const { source, batchMax = 500, batchMs = 100, maxUnacknowledged = 2_000 } = options
    this.log = new Logger(`${MqttIntake.name} ${source}`)
    this.maxUnacknowledged = maxUnacknowledged
    this.held = new HeldMessages(maxUnacknowledged)
    this.delivery = new BatchDelivery(
      { batchMax, batchMs, batchBytes: BATCH_BYTES },
      (raw, receivedAt) => sink(source, raw, receivedAt),
      (messages) => this.acknowledge(messages),
    )
    this.client = connect(options.url, { ...this.session(), manualConnect: true })
    this.client.handleMessage = (packet, callback) => this.receive(packet, () => callback(NOT_YET))
    this.client.on('connect', () => this.connected())
    this.client.on('close', () => this.closed())
    this.client.on('error', (error) => this.complain(error.message))
  }

  get state(): MqttIntakeState {
    const { isSubscribed, problem } = this
    return { isConnected: this.client.connected, isSubscribed, unacknowledged: this.held.size, problem }
  }

  /** Goes on connecting until it is stopped. */
  start(): void {
    this.client.connect()
  }

  /** Ends after the batch under way is committed and acknowledged. */
  async stop(): Promise<void> {
    this.isStopping = true
    clearTimeout(this.subscribeTimer)
    await this.delivery.stop()
    await this.client.endAsync()
  }

  private session(): IClientOptions {
    const { source, username, password, clientId = `kentongan-${source}`, protocolVersion = 5 } = this.options
    return {
      clientId,
      protocolVersion,
      clean: false,
      resubscribe: false,
      reconnectPeriod: retryDelayMs(1),
      reconnectOnConnackError: true,
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password }),
      ...(protocolVersion === 5
        ? {
            properties: {
              sessionExpiryInterval: SESSION_SECONDS,
              receiveMaximum: this.maxUnacknowledged,
              maximumPacketSize: LARGEST_MESSAGE_BYTES,
            },
          }
        : {}),
    }
  }

  private receive({ payload, messageId, qos, dup }: IPublishPacket, next: () => void): void {
    const packetId = qos > 0 ? messageId : undefined
    const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload
    if (this.isStopping || (dup && packetId !== undefined && this.held.adopt(packetId, bytes, this.connection))) {
      next()
      return
    }
    const message: HeldMessage = { payload: bytes, receivedAt: this.clock.now(), packetId, connection: this.connection }
    this.delivery.add(message)
    this.held.add(message, next)
  }

  /** All in one write. An acknowledgement means something on the connection the message came by alone; on another the broker sends it anew. */
  private acknowledge(messages: readonly HeldMessage[]): void {
    const ids = messages.flatMap(({ packetId, connection }) => (packetId !== undefined && connection === this.connection ? [packetId] : []))
    if (ids.length > 0 && this.client.connected)
      this.client.stream.write(Buffer.concat(ids.map((id) => Buffer.from([PUBACK, 2, id >> 8, id & 0xff]))))
    this.held.release(messages)
  }

  private connected(): void {
    this.failures = 0
    this.client.options.reconnectPeriod = retryDelayMs(1)
    this.subscribe()
  }

  private subscribe(): void {
    clearTimeout(this.subscribeTimer)
    this.client.subscribe(this.options.topic, { qos: 1 }, (error) => {
      if (this.isStopping) return
      this.isSubscribed = !error
      if (error) {
        this.complain(`${this.options.topic} cannot be subscribed: ${error.message}`)
        this.subscribeTimer = setTimeout(() => this.client.connected && this.subscribe(), SUBSCRIBE_AGAIN_MS)
      } else {
        this.problem = undefined
        this.log.log(`takes ${this.options.topic}`)
      }
    })
  }

  private closed(): void {
    this.connection += 1
    this.isSubscribed = false
    this.failures += 1
    this.client.options.reconnectPeriod = retryDelayMs(this.failures)
    if (!this.isStopping) this.complain('not connected')
  }

  /** Says the same once. */
  private complain(problem: string): void {
    if (problem !== this.problem) this.log.warn(problem)
    this.problem = problem
  }
}
