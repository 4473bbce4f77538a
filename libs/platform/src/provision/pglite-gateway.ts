import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { message, readyForQuery, text } from './pg-wire'
import { type Gateway, PgliteClient } from './pglite-client'
import { DatabaseExists, NoSuchDatabase, type PgliteDatabases } from './pglite-databases'
import type { PgliteSession } from './pglite-session'

export interface GatewayOptions {
  readonly databases: Pick<PgliteDatabases, 'session' | 'create' | 'drop'>
  readonly password: string
  /** A client that leaves its transaction open and idle this long is thrown out: it blocks everybody. */
  readonly idleTransactionMs?: number
  /** Called when an engine can no longer be trusted: the process should end and be started anew. */
  readonly onBroken: (error: Error) => void
}

const IDLE_TRANSACTION_MS = 30_000
const CREATE = /^\s*create\s+database\s+"?([^"\s;]+)"?\s*;?\s*$/i
const DROP = /^\s*drop\s+database\s+(?:if\s+exists\s+)?"?([^"\s;]+)"?(?:\s+with\s*\(\s*force\s*\))?\s*;?\s*$/i

const refused = (code: string, reason: string): Buffer =>
  Buffer.concat([message('E', text('SERROR'), text('VERROR'), text(`C${code}`), text(`M${reason}`), Buffer.from([0])), readyForQuery()])
const done = (tag: string): Buffer => Buffer.concat([message('C', text(tag)), readyForQuery()])

/**
 * Serves PGlite to many clients of PostgreSQL's protocol, on the loopback address. Each database has one session, which is lent to one
 * client at a time (see PgliteSession). Known limits: `set` outside a transaction is seen by all clients, temporary tables are
 * shared, COPY and cancelling are not served, and code that awaits a second connection inside a transaction waits for the time-out.
 */
export class PgliteGateway implements Gateway {
  readonly password: string
  readonly idleTransactionMs: number
  readonly broken: (error: Error) => void
  private readonly clients = new Set<PgliteClient>()
  private readonly server: Server
  private count = 0

  constructor(private readonly options: GatewayOptions) {
    this.password = options.password
    this.idleTransactionMs = options.idleTransactionMs ?? IDLE_TRANSACTION_MS
    this.broken = options.onBroken
    this.server = createServer((socket) => this.accept(socket))
  }

  /** @returns the port */
  start(port = 0): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject)
      this.server.listen(port, '127.0.0.1', () => resolve((this.server.address() as AddressInfo).port))
    })
  }

  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()))
    for (const client of this.clients) client.disconnect()
    await closed
    await Promise.all([...this.clients].map((client) => client.gone()))
  }

  async sessionOf(database: string): Promise<PgliteSession> {
    return this.options.databases.session(database)
  }

  administer(statement: string): (() => Promise<Buffer>) | undefined {
    const created = CREATE.exec(statement)?.[1]
    if (created !== undefined) return () => this.carryOut('CREATE DATABASE', () => this.options.databases.create(created))
    const dropped = DROP.exec(statement)?.[1]
    if (dropped !== undefined) return () => this.carryOut('DROP DATABASE', () => this.options.databases.drop(dropped))
    return undefined
  }

  private async carryOut(tag: string, work: () => Promise<void>): Promise<Buffer> {
    try {
      await work()
      return done(tag)
    } catch (error) {
      if (error instanceof DatabaseExists) return refused('42P04', error.message)
      if (error instanceof NoSuchDatabase) return refused('3D000', error.message)
      throw error
    }
  }

  private accept(socket: Socket): void {
    this.count += 1
    const client = new PgliteClient(this, socket, this.count)
    this.clients.add(client)
    socket.once('close', () => void client.gone().then(() => this.clients.delete(client)))
  }
}
