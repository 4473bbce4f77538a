import { timingSafeEqual } from 'node:crypto'
import type { Socket } from 'node:net'
import { messageOf } from '../errors'
import { fatal, type Frame, framesOf, Incoming, int32, listenOf, message, readText, readyForQuery, renamed, text } from './pg-wire'
import type { Holder, PgliteSession } from './pglite-session'

const MESSAGE_LIMIT = 256 * 1024 * 1024
/** Messages after which the server answers: simple query, sync, flush, function call. */
const ENDS_BATCH = new Set(['Q', 'S', 'H', 'F'])
const FACTS: Readonly<Record<string, string>> = {
  server_version: '17.5',
  server_encoding: 'UTF8',
  client_encoding: 'UTF8',
  DateStyle: 'ISO, MDY',
  TimeZone: 'UTC',
  integer_datetimes: 'on',
  standard_conforming_strings: 'on',
}

type Listen = NonNullable<ReturnType<typeof listenOf>>

/** What a client connects to. */
export interface Gateway {
  readonly password: string
  readonly idleTransactionMs: number
  sessionOf(database: string): Promise<PgliteSession>
  /** How to carry out what no PGlite can by itself (`create database`); undefined when the statement is nothing of the kind. */
  administer(statement: string): (() => Promise<Buffer>) | undefined
  /** The engine can no longer be trusted. */
  broken(error: Error): void
}

/** One connection of the gateway. */
export class PgliteClient implements Holder {
  searchPath: string | undefined
  readonly listening = new Set<string>()
  private readonly incoming = new Incoming(MESSAGE_LIMIT)
  private readonly statements = new Set<string>()
  private state: 'opening' | 'password' | 'open' | 'closed' = 'opening'
  private database = ''
  private session: PgliteSession | undefined
  private batch: Buffer[] = []
  private listens: Listen[] = []
  private work: Promise<void> = Promise.resolve()
  private idle: NodeJS.Timeout | undefined

  constructor(
    private readonly gateway: Gateway,
    private readonly socket: Socket,
    private readonly id: number,
  ) {
    socket.setNoDelay(true)
    socket.on('data', (chunk: Buffer) => this.receive(chunk))
    socket.on('error', () => socket.destroy()) // the other side is gone: `close` follows and cleans up
    socket.on('close', () => this.queue(() => this.close()))
  }

  notify(frame: Buffer): void {
    if (this.state === 'open') this.socket.write(frame)
  }

  disconnect(): void {
    this.socket.destroy()
  }

  /** Resolves when everything this client had asked for, its cleaning up included, is over. */
  gone(): Promise<void> {
    return this.work
  }

  private queue(step: () => Promise<void>): void {
    this.work = this.work.then(step).catch((error: Error) => this.end('XX000', error.message))
  }

  private end(code: string, reason: string): void {
    if (this.state === 'closed' || this.socket.destroyed) return
    this.socket.end(fatal(code, reason))
    this.socket.destroySoon()
  }

  private receive(chunk: Buffer): void {
    try {
      this.incoming.push(chunk)
      while (this.state === 'opening' && this.open()) continue
      if (this.state === 'opening') return
      for (let frame = this.incoming.next(); frame; frame = this.incoming.next()) this.take(frame)
    } catch (error) {
      this.end('08P01', messageOf(error))
    }
  }

  /** @returns whether there may be more to read */
  private open(): boolean {
    const opening = this.incoming.opening()
    if (opening?.kind === 'encryption') this.socket.write('N')
    if (opening?.kind === 'cancel') this.socket.end() // one session: nothing can be cancelled
    if (opening?.kind === 'startup') {
      this.database = opening.parameters.get('database') ?? ''
      this.searchPath = /-c\s*search_path=("[^"]*"|\S+)/.exec(opening.parameters.get('options') ?? '')?.[1]
      this.state = 'password'
      this.socket.write(message('R', int32(3)))
    }
    return opening?.kind === 'encryption'
  }

  private take(frame: Frame): void {
    if (frame.type === 'X') this.socket.end()
    else if (this.state === 'password') this.queue(() => this.admit(frame))
    else this.collect(frame)
  }

  private async admit(frame: Frame): Promise<void> {
    const given = frame.type === 'p' ? Buffer.from(readText(frame.bytes, 5)[0]) : Buffer.alloc(0)
    const wanted = Buffer.from(this.gateway.password)
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
      this.end('28P01', 'password authentication failed')
      return
    }
    const session = await this.gateway.sessionOf(this.database).catch((error: Error) => this.end('3D000', error.message))
    if (!session) return
    this.session = session
    session.clients.add(this)
    this.state = 'open'
    const facts = Object.entries(FACTS).map(([name, value]) => message('S', text(name), text(value)))
    this.socket.write(Buffer.concat([message('R', int32(0)), ...facts, message('K', int32(this.id), int32(this.id)), readyForQuery()]))
  }

  private collect(frame: Frame): void {
    const prefix = `c${this.id}_`
    if (frame.type === 'P') {
      const [name, next] = readText(frame.bytes, 5)
      if (name !== '') this.statements.add(prefix + name)
      this.notice(readText(frame.bytes, next)[0])
    }
    if (frame.type === 'Q') {
      const [statement] = readText(frame.bytes, 5)
      this.notice(statement)
      const carryOut = this.gateway.administer(statement)
      if (carryOut) {
        this.queue(async () => void this.socket.write(await carryOut()))
        return
      }
    }
    this.batch.push(renamed(frame, prefix))
    if (!ENDS_BATCH.has(frame.type)) return
    const batch = Buffer.concat(this.batch)
    const listens = this.listens
    this.batch = []
    this.listens = []
    this.queue(() => this.run(batch, listens))
  }

  private notice(statement: string): void {
    const listen = listenOf(statement)
    if (listen) this.listens.push(listen)
  }

  private async run(batch: Buffer, listens: readonly Listen[]): Promise<void> {
    const { session } = this
    if (!session || this.socket.destroyed) return
    clearTimeout(this.idle)
    await session.enter(this)
    if (this.socket.destroyed) return // it went while it waited: `close` leaves the session
    const reply = framesOf(await session.run(this, batch))
    await this.applyListens(session, listens)
    const notifications = reply.filter((frame) => frame.type === 'A')
    const answer = reply.filter((frame) => frame.type !== 'A')
    if (!this.socket.destroyed) this.socket.write(Buffer.concat(answer.map((frame) => frame.bytes)))
    for (const { bytes } of notifications) session.tell(readText(bytes, 9)[0], Buffer.from(bytes))
    const ready = answer.findLast((frame) => frame.type === 'Z')
    if (ready && ready.bytes[5] === 'I'.charCodeAt(0)) session.leave(this)
    else
      this.idle = setTimeout(
        () => this.end('25P03', 'terminating connection due to idle-in-transaction timeout'),
        this.gateway.idleTransactionMs,
      )
  }

  private async applyListens(session: PgliteSession, listens: readonly Listen[]): Promise<void> {
    for (const { listens: on, channel } of listens) {
      if (on && channel !== undefined) this.listening.add(channel)
      else if (channel === undefined) this.listening.clear()
      else this.listening.delete(channel)
    }
    if (listens.some((each) => !each.listens)) await session.listenForOthers()
  }

  private async close(): Promise<void> {
    this.state = 'closed'
    clearTimeout(this.idle)
    const { session } = this
    if (!session) return
    session.clients.delete(this)
    if (!session.holds(this) && this.statements.size === 0) return
    await session.enter(this)
    await session.cleanUp(this.statements).catch((error: Error) => this.gateway.broken(error))
    session.leave(this)
  }
}
