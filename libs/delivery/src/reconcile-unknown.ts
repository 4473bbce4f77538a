import { Inject, Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Clock, CONFIG, type Config, sql, tellLive } from '#libs/platform'
import { Channels } from './channels/channels'
import type { Lookup } from './channels/channel'
import { type Settlement, settleBatch } from './ledger/settle-batch'
import { makeReference } from './reference'

interface OpenRow {
  readonly id: string
  readonly message_id: string
  readonly recipient: string
  readonly channel: string
  readonly attempt: number
}

/** The provider was asked and holds nothing: the attempt provably did not leave. */
const ABSENT = { kind: 'not-sent', retryAfterMs: 0, detail: 'absent at the provider' } as const

/**
 * Clears up attempts whose answer was lost. Nothing is sent again before the provider has said that it does not have it; what no
 * provider can tell stays unknown and is shown to a person.
 */
@Injectable()
export class ReconcileUnknown {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Pick<Config, 'SEND_TIMEOUT_MS'>,
    private readonly channels: Channels,
  ) {}

  /**
   * Whoever was to settle these is gone: an attempt takes at most SEND_TIMEOUT_MS. It becomes unknown, never planned again.
   * @returns how many rows
   */
  async giveUpAttempting(): Promise<number> {
    const lost = await sql(
      this.db,
      `update delivery set state = 'unknown', failure = 'no answer was recorded'
        where state = 'attempting' and attempted_wall < clock_timestamp() - make_interval(secs => $1) returning 1`,
      [this.quietSeconds],
    )
    return lost.length
  }

  /**
   * Asks the providers about unknown attempts. Each is asked about only when twice SEND_TIMEOUT_MS have passed since it was made:
   * by then a request that was under way has arrived or has run out of validity, so "absent" is final.
   * @returns how many rows were settled
   */
  async run(limit = 2_000): Promise<number> {
    const rows = await sql<OpenRow>(
      this.db,
      `select id, message_id, coalesce(contact_id::text, phone) as recipient, channel, attempt from delivery
        where state = 'unknown' and attempted_wall < clock_timestamp() - make_interval(secs => $1)
        order by attempted_wall, id limit $2`,
      [this.quietSeconds, limit],
    )
    let settled = 0
    for (const name of new Set(rows.map((row) => row.channel))) {
      const own = rows.filter((row) => row.channel === name)
      const { batchSize } = this.channels.for(name)
      for (let from = 0; from < own.length; from += batchSize) settled += await this.ask(name, own.slice(from, from + batchSize))
    }
    if (settled > 0) await tellLive(this.db, 'deliveries')
    return settled
  }

  private async ask(channel: string, rows: readonly OpenRow[]): Promise<number> {
    const references = rows.map((row) =>
      makeReference({ messageId: row.message_id, recipient: row.recipient, channel, attempt: row.attempt }),
    )
    const answers = await this.channels.for(channel).lookup(references)
    const settlements = rows.flatMap((row, index) => settlementOf(row, answers[index]))
    if (settlements.length > 0) await settleBatch(this.db, settlements, this.clock.now())
    return settlements.length
  }

  private get quietSeconds(): number {
    return (2 * this.config.SEND_TIMEOUT_MS) / 1_000
  }
}

function settlementOf(row: OpenRow, answer: Lookup | undefined): Settlement[] {
  if (!answer || answer.kind === 'unsure') return []
  const outcome = answer.kind === 'found' ? ({ kind: 'accepted', providerRef: answer.providerRef } as const) : ABSENT
  return [{ id: row.id, attempt: row.attempt, outcome }]
}
