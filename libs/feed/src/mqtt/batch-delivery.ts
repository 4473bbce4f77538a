import { Logger } from '@nestjs/common'
import { messageOf } from '#libs/platform'
import { PayloadUnusable } from '../parsed'
import type { HeldMessage } from './held-messages'
import { joinEvents } from './join-events'
import { retryDelayMs } from './retry-delay'

export interface BatchLimits {
  /** Most messages of a batch. */
  readonly batchMax: number
  /** The first message of a batch waits no longer for others, ms. */
  readonly batchMs: number
  /** A batch is closed when it has so many bytes. */
  readonly batchBytes: number
}

interface Batch {
  readonly messages: readonly HeldMessage[]
  readonly failures: number
  /** How many batches had gone through when this one failed last. */
  readonly successesThen: number
}

/** Others go through while it fails, or it has failed so often: something in it is at fault, and its halves are tried. */
const SPLIT_AFTER_FAILURES = 5

/**
 * Hands messages over in batches, one batch at a time. A batch that fails is tried again for ever, later and later, and the others go
 * on: when they succeed it is halved until what is at fault stands alone. Nothing is let go before it is taken, except what the source
 * says it can never read, which by then lies in the archive.
 */
export class BatchDelivery {
  private readonly log = new Logger(BatchDelivery.name)
  private fresh: HeldMessage[] = []
  private freshBytes = 0
  private isFreshDue = false
  private freshTimer: NodeJS.Timeout | undefined
  private readonly ready: Batch[] = []
  private readonly retries = new Set<NodeJS.Timeout>()
  private working: Promise<void> | undefined
  private successes = 0
  private isStopped = false

  /**
   * @param sink resolves when the batch is committed
   * @param taken told which messages need not be kept any longer
   */
  constructor(
    private readonly limits: BatchLimits,
    private readonly sink: (raw: Buffer, receivedAt: Date) => Promise<void>,
    private readonly taken: (messages: readonly HeldMessage[]) => void,
  ) {}

  add(message: HeldMessage): void {
    this.fresh.push(message)
    this.freshBytes += message.payload.length
    if (this.fresh.length >= this.limits.batchMax || this.freshBytes >= this.limits.batchBytes) this.ready.push(this.takeFresh())
    else this.freshTimer ??= setTimeout(() => this.freshIsDue(), this.limits.batchMs)
    if (this.ready.length > 0) this.wake()
  }

  /** Waits for the batch under way; the rest stays with the broker. */
  async stop(): Promise<void> {
    this.isStopped = true
    clearTimeout(this.freshTimer)
    for (const timer of this.retries) clearTimeout(timer)
    await this.working
  }

  private freshIsDue(): void {
    this.isFreshDue = true
    this.wake()
  }

  private takeFresh(): Batch {
    clearTimeout(this.freshTimer)
    const messages = this.fresh
    this.fresh = []
    this.freshBytes = 0
    this.isFreshDue = false
    this.freshTimer = undefined
    return { messages, failures: 0, successesThen: 0 }
  }

  private next(): Batch | undefined {
    if (this.isStopped) return undefined
    return this.ready.shift() ?? (this.isFreshDue && this.fresh.length > 0 ? this.takeFresh() : undefined)
  }

  private wake(): void {
    this.working ??= this.work().finally(() => {
      this.working = undefined
      if (!this.isStopped && (this.ready.length > 0 || this.isFreshDue)) this.wake()
    })
  }

  private async work(): Promise<void> {
    for (let batch = this.next(); batch; batch = this.next()) await this.deliver(batch)
  }

  private async deliver(batch: Batch): Promise<void> {
    const last = batch.messages.at(-1)
    if (!last) return
    try {
      await this.sink(joinEvents(batch.messages.map(({ payload }) => payload)), last.receivedAt)
    } catch (error) {
      if (!(error instanceof PayloadUnusable)) return this.retryLater(batch, error)
      this.log.warn(`${batch.messages.length} messages were archived unread: ${error.message}`)
    }
    this.successes += 1
    this.taken(batch.messages)
  }

  private retryLater({ messages, failures: before, successesThen }: Batch, error: unknown): void {
    const failures = before + 1
    const areOthersTaken = before > 0 && this.successes > successesThen
    const isSplit = messages.length > 1 && (areOthersTaken || failures >= SPLIT_AFTER_FAILURES)
    const middle = Math.ceil(messages.length / 2)
    const parts = isSplit ? [messages.slice(0, middle), messages.slice(middle)] : [messages]
    const delayMs = retryDelayMs(isSplit && areOthersTaken ? 1 : failures)
    const fate = isSplit ? 'in halves' : 'again'
    this.log.warn(`${messages.length} messages were not taken (${failures} times), ${fate} in ${delayMs} ms: ${messageOf(error)}`)
    for (const part of parts) this.retryAfter(delayMs, { messages: part, failures, successesThen: this.successes })
  }

  private retryAfter(delayMs: number, batch: Batch): void {
    if (this.isStopped) return
    const timer = setTimeout(() => {
      this.retries.delete(timer)
      this.ready.push(batch)
      this.wake()
    }, delayMs)
    this.retries.add(timer)
  }
}
