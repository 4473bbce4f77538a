/** What the gateway needs of a PGlite. */
export interface Engine {
  exec(statement: string): Promise<unknown>
  execProtocolRaw(message: Uint8Array, options?: { syncToFs?: boolean }): Promise<Uint8Array>
  close(): Promise<void>
}

/** Who may hold a session. */
export interface Holder {
  readonly searchPath: string | undefined
  readonly listening: ReadonlySet<string>
  notify(frame: Buffer): void
  disconnect(): void
}

interface Waiter {
  readonly holder: Holder
  readonly enter: () => void
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/**
 * The one session a PGlite has, lent to one client at a time: from the client's first message until the session is idle again,
 * so a transaction is never mixed with anybody else's statements. Everybody else waits in the order they came.
 */
export class PgliteSession {
  readonly clients = new Set<Holder>()
  private readonly waiting: Waiter[] = []
  private holder: Holder | undefined
  private searchPath = ''

  constructor(private readonly engine: Engine) {}

  enter(holder: Holder): Promise<void> {
    if (this.holder === holder) return Promise.resolve()
    if (!this.holder) {
      this.holder = holder
      return Promise.resolve()
    }
    return new Promise((enter) => this.waiting.push({ holder, enter }))
  }

  leave(holder: Holder): void {
    if (this.holder !== holder) return
    const next = this.waiting.shift()
    this.holder = next?.holder
    next?.enter()
  }

  holds(holder: Holder): boolean {
    return this.holder === holder
  }

  /** Sends a batch of messages for the client that holds the session. */
  async run(holder: Holder, batch: Buffer): Promise<Buffer> {
    const wanted = holder.searchPath ?? ''
    if (this.searchPath !== wanted) {
      await this.engine.exec(wanted === '' ? 'reset search_path' : `set search_path to ${wanted}`)
      this.searchPath = wanted
    }
    return Buffer.from(await this.engine.execProtocolRaw(batch, { syncToFs: true }))
  }

  /** A client that goes must not leave its transaction or its statements to the next. */
  async cleanUp(statements: Iterable<string>): Promise<void> {
    await this.engine.exec('rollback')
    for (const name of statements) await this.engine.exec(`deallocate ${quoted(name)}`).catch(() => undefined) // it may never have been prepared
  }

  /** One client's `unlisten` silences the session for all: what others still listen to is taken up again. */
  async listenForOthers(): Promise<void> {
    for (const channel of new Set([...this.clients].flatMap((client) => [...client.listening])))
      await this.engine.exec(`listen ${quoted(channel)}`)
  }

  tell(channel: string, frame: Buffer): void {
    for (const client of this.clients) if (client.listening.has(channel)) client.notify(frame)
  }

  close(): Promise<void> {
    return this.engine.close()
  }
}
