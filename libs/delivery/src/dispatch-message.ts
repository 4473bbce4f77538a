import { Inject, Injectable, Logger } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Clock, CONFIG, type Config, sql, tellLive } from '#libs/platform'
import { markActive, noteAttempts } from '#libs/warning'
import type { Channel, SendOutcome } from './channels/channel'
import { Channels } from './channels/channels'
import { claimBatch, type Claimed } from './ledger/claim-batch'
import { closeUnsendable } from './ledger/close-unsendable'
import { chainOf, findMessage, type FrozenMessage } from './ledger/frozen-message'
import { countOutcomes, noteProviderHealth } from './ledger/provider-health'
import { retireRefused, settleBatch } from './ledger/settle-batch'
import { makeReference } from './reference'

export interface DispatchLimits {
  /** The most batches to send before handing back; the rest is found again. */
  readonly batches: number
}

/** An attempt whose answer was lost is looked into for this long before its warning counts as sent out all the same. */
const RECONCILE_FOR = `interval '5 minutes'`

/**
 * Sends what is planned and due of one message, batch by batch: the intent is committed, the provider is called with no transaction
 * open, the outcome is committed. Any number of lanes and processes may do this to the same message at once.
 */
@Injectable()
export class DispatchMessage {
  private readonly log = new Logger(DispatchMessage.name)

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Pick<Config, 'KENTONGAN_MODE' | 'SEND_TIMEOUT_MS'>,
    private readonly channels: Channels,
  ) {}

  /** @returns how many rows were attempted or taken off the plan */
  async run(messageId: string, limits: DispatchLimits = { batches: Number.POSITIVE_INFINITY }): Promise<number> {
    const message = await findMessage(this.db, messageId)
    if (!message) return 0
    const names = await sql<{ channel: string }>(
      this.db,
      `select distinct channel from delivery where message_id = $1 and state = 'planned'`,
      [messageId],
    )
    let moved = await closeUnsendable(this.db, this.clock.now(), messageId)
    for (const { channel } of names) moved += await this.sendThrough(this.channels.for(channel), message, limits)
    if (message.purpose === 'warning') await this.finish(message)
    return moved
  }

  private async sendThrough(channel: Channel, message: FrozenMessage, limits: DispatchLimits): Promise<number> {
    const chain = await chainOf(this.db, message)
    let moved = 0
    for (let batch = 0; batch < limits.batches; batch += 1) {
      // Counted from before the claim: whoever gives this attempt up counts from the claim, and waits twice as long.
      const validUntil = new Date(Date.now() + this.config.SEND_TIMEOUT_MS)
      const request = { message, channel, mode: this.modeOf(message), chain, now: this.clock.now() }
      const { rows, refused } = await claimBatch(this.db, request)
      moved += rows.length + refused
      if (rows.length === 0 && refused === 0) break
      if (rows.length === 0) continue
      if (message.purpose === 'warning' && message.warningId) await noteAttempts(this.db, message.warningId, request.now)
      const outcomes = await this.attempt(channel, message, rows, validUntil)
      await this.settle(channel, rows, outcomes)
      // A provider that takes nothing is left alone for a while instead of using up an attempt of everybody who waits.
      if (outcomes.every((outcome) => outcome.kind === 'not-sent')) break
    }
    return moved
  }

  /** One call, once. An adapter that throws against its contract proves nothing about what left. */
  private async attempt(channel: Channel, message: FrozenMessage, rows: readonly Claimed[], validUntil: Date): Promise<SendOutcome[]> {
    const batch = rows.map(({ recipient, attempt, phone }) => ({
      reference: makeReference({ messageId: message.id, recipient, channel: channel.name, attempt }),
      to: phone,
      text: message.text,
    }))
    try {
      return await channel.send(batch, validUntil)
    } catch (error) {
      this.log.error(`channel ${channel.name} threw ${error instanceof Error ? error.name : typeof error}: its batch is unknown`)
      return rows.map(() => ({ kind: 'unknown', detail: 'adapter threw' }))
    }
  }

  private async settle(channel: Channel, rows: readonly Claimed[], outcomes: readonly SendOutcome[]): Promise<void> {
    const now = this.clock.now()
    const settlements = rows.map((row, index) => ({
      id: row.id,
      attempt: row.attempt,
      outcome: outcomes[index] ?? ({ kind: 'unknown', detail: 'no outcome' } as const),
    }))
    await settleBatch(this.db, settlements, now)
    await retireRefused(
      this.db,
      settlements.filter(({ outcome }) => outcome.kind === 'refused').map(({ id }) => id),
      now,
    )
    await noteProviderHealth(this.db, channel.name, countOutcomes(settlements.map(({ outcome }) => outcome)))
    await tellLive(this.db, 'deliveries')
  }

  /** A warning of which nothing waits, is under way or is being looked into has been sent out. */
  private async finish(message: FrozenMessage): Promise<void> {
    const warningId = message.warningId
    if (!warningId) return
    await closeUnsendable(this.db, this.clock.now(), message.id)
    await this.db.transaction(async (tx) => {
      const [open] = await sql(
        tx,
        `select 1 from delivery where message_id = $1
            and (state in ('planned', 'attempting') or (state = 'unknown' and attempted_wall > clock_timestamp() - ${RECONCILE_FOR})) limit 1`,
        [message.id],
      )
      if (!open) await markActive(tx, warningId, this.clock.now())
    })
  }

  private modeOf(message: FrozenMessage): 'actual' | 'exercise' {
    return message.exercise || this.config.KENTONGAN_MODE === 'exercise' ? 'exercise' : 'actual'
  }
}
