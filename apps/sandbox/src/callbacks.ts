import { createHmac } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { request } from 'undici'
import type { ProviderClock } from './provider-clock'
import type { Store } from './store'

const BATCH = 500
const HOOK_TIMEOUT_MS = 15_000
const RETRY_MS = 250

interface CallbackRow {
  seq: string
  kind: 'receipt' | 'reply'
  id: string
  reference: string | null
  phone: string
  body: string
  due_at: Date
}

/**
 * Posts what is due (receipts, replies) to the hook, in order of due time, at least once: an item is marked only after a 2xx,
 * so that whoever listens must recognise what it has had before.
 */
export class Callbacks {
  private running?: Promise<number>
  private lastFailure?: string

  constructor(
    private readonly store: Store,
    private readonly clock: ProviderClock,
    private readonly key: string,
    private hookUrl: string | undefined,
  ) {}

  static async open(store: Store, clock: ProviderClock, key: string, hookUrl: string | undefined): Promise<Callbacks> {
    const [row] = await store.query<{ hook_url: string | null }>(`select hook_url from setting where id = 1`)
    return new Callbacks(store, clock, key, hookUrl ?? row?.hook_url ?? undefined)
  }

  async setHook(url: string): Promise<void> {
    await this.store.query(`update setting set hook_url = $1 where id = 1`, [url])
    this.hookUrl = url
  }

  async nextDueAt(): Promise<Date | null> {
    const [row] = await this.store.query<{ at: Date | null }>(`select min(due_at) as at from callback where done_at is null`)
    return row?.at ?? null
  }

  /** Delivers everything due now; answers how many items the hook took before it first failed. One flush runs at a time. */
  async flush(): Promise<number> {
    while (this.running) await this.running
    this.running = this.drain().finally(() => (this.running = undefined))
    return this.running
  }

  /** Flushes until nothing is due, trying a failing hook again until the time is up. */
  async settle(withinMs: number): Promise<{ callbacks: number; failure?: string }> {
    const until = Date.now() + withinMs
    let callbacks = 0
    for (;;) {
      callbacks += await this.flush()
      if (!this.lastFailure) return { callbacks }
      if (Date.now() > until) return { callbacks, failure: this.lastFailure }
      await pause(RETRY_MS)
    }
  }

  private async drain(): Promise<number> {
    let delivered = 0
    this.lastFailure = undefined
    for (;;) {
      const due = await this.store.query<CallbackRow>(
        `select seq, kind, id, reference, phone, body, due_at from callback where done_at is null and due_at <= $1 order by due_at, seq limit ${BATCH}`,
        [this.clock.now()],
      )
      if (!due.length) return delivered
      this.lastFailure = await this.post(due)
      if (this.lastFailure) return delivered
      await this.store.query(
        `with done as (update callback set done_at = $2 where seq = any($1::bigint[]) returning kind, id, body)
         update message m set status = done.body from done where done.kind = 'receipt' and m.id = done.id`,
        [due.map((row) => row.seq), this.clock.now()],
      )
      delivered += due.length
    }
  }

  /** @returns why the hook did not take it, or undefined */
  private async post(due: readonly CallbackRow[]): Promise<string | undefined> {
    if (!this.hookUrl) return 'no hook is set'
    const body = JSON.stringify({
      receipts: due
        .filter((row) => row.kind === 'receipt')
        .map((row) => ({ id: row.id, reference: row.reference, status: row.body, at: row.due_at })),
      replies: due.filter((row) => row.kind === 'reply').map((row) => ({ id: row.id, from: row.phone, text: row.body, at: row.due_at })),
    })
    try {
      const answer = await request(this.hookUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-sandbox-signature': createHmac('sha256', this.key).update(body).digest('hex') },
        body,
        signal: AbortSignal.timeout(HOOK_TIMEOUT_MS),
      })
      await answer.body.dump()
      return answer.statusCode >= 200 && answer.statusCode < 300 ? undefined : `the hook answered ${answer.statusCode}`
    } catch (error) {
      return `the hook could not be reached: ${error instanceof Error ? error.message : String(error)}`
    }
  }
}
