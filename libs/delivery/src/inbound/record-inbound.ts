import { Inject, Injectable, Logger } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Jobs, sql, tellLive } from '#libs/platform'
import { handleInbound } from '../delivery.jobs'
import { RECEIPT_FAILED, RECEIPT_MOVES, type ReceiptStatus } from '../receipt-order'
import { isPhone, readReference } from '../reference'

export interface Receipt {
  readonly reference: string
  readonly providerRef: string
  readonly status: ReceiptStatus
  readonly at: Date
}

export interface InboundText {
  readonly providerRef: string
  /** E.164. */
  readonly from: string
  readonly text: string
  readonly at: Date
}

export interface InboundBatch {
  readonly channel: string
  readonly receipts: readonly Receipt[]
  readonly replies: readonly InboundText[]
}

export interface Recorded {
  /** Receipts that moved a delivery forward; the rest were late, repeated or not ours. */
  readonly receipts: number
  /** Texts seen for the first time. */
  readonly replies: number
}

/** Takes in what a provider reports. The same batch again changes nothing, whatever came in between. */
@Injectable()
export class RecordInbound {
  private readonly log = new Logger(RecordInbound.name)

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly jobs: Jobs,
  ) {}

  async run({ channel, receipts, replies }: InboundBatch): Promise<Recorded> {
    let moved = 0
    // Failures first: within one batch, too, "delivered" is the last word.
    for (const status of ['failed', 'delivered'] as const)
      moved += await this.applyReceipts(
        channel,
        receipts.filter((receipt) => receipt.status === status),
        status,
      )
    if (moved < receipts.length) this.log.debug(`channel ${channel}: ${receipts.length - moved} receipts late, repeated or unknown`)
    const stored = await this.store(channel, replies)
    const last = stored.at(-1)
    if (last !== undefined) await this.jobs.wake(handleInbound, { throughId: last })
    if (moved > 0 || stored.length > 0) await tellLive(this.db, 'deliveries')
    return { receipts: moved, replies: stored.length }
  }

  private async applyReceipts(channel: string, receipts: readonly Receipt[], status: ReceiptStatus): Promise<number> {
    const named = receipts.flatMap((receipt) => {
      const name = readReference(receipt.reference)
      return name && name.channel === channel ? [{ ...receipt, ...name }] : []
    })
    const contacts = named.filter((receipt) => !isPhone(receipt.recipient))
    const phones = named.filter((receipt) => isPhone(receipt.recipient))
    let moved = 0
    for (const [list, match] of [
      [contacts, `d.contact_id = r.recipient::uuid`],
      [phones, `d.contact_id is null and d.phone = r.recipient`],
    ] as const) {
      if (list.length === 0) continue
      const rows = await sql(
        this.db,
        `update delivery d set state = $6, failure = $7, receipt_at = r.at, provider_ref = coalesce(d.provider_ref, r.provider_ref)
           from unnest($1::uuid[], $2::text[], $3::smallint[], $4::text[], $5::timestamptz[]) r(message_id, recipient, attempt, provider_ref, at)
          where d.message_id = r.message_id and ${match} and d.channel = $8 and d.attempt = r.attempt
            and (d.state = any($9) or ($6 = 'delivered' and d.state = 'failed' and d.failure = $10))
         returning 1`,
        [
          list.map((item) => item.messageId),
          list.map((item) => item.recipient),
          list.map((item) => item.attempt),
          list.map((item) => item.providerRef),
          list.map((item) => item.at),
          status,
          status === 'failed' ? RECEIPT_FAILED : null,
          channel,
          RECEIPT_MOVES[status],
          RECEIPT_FAILED,
        ],
      )
      moved += rows.length
    }
    return moved
  }

  private async store(channel: string, replies: readonly InboundText[]): Promise<string[]> {
    if (replies.length === 0) return []
    const rows = await sql<{ id: string }>(
      this.db,
      `insert into inbound_message (channel, provider_ref, phone, text, received_at)
       select $1, r.provider_ref, r.phone, r.text, r.at
         from unnest($2::text[], $3::text[], $4::text[], $5::timestamptz[]) with ordinality r(provider_ref, phone, text, at, position)
        order by r.position
       on conflict (channel, provider_ref) do nothing returning id`,
      [
        channel,
        replies.map((item) => item.providerRef),
        replies.map((item) => item.from),
        replies.map((item) => item.text),
        replies.map((item) => item.at),
      ],
    )
    return rows.map((row) => row.id)
  }
}
