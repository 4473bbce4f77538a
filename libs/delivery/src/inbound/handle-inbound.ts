import { Inject, Injectable } from '@nestjs/common'
import { DataSource, type EntityManager } from 'typeorm'
import { Clock, Events, lockByName, sql, tellLive } from '#libs/platform'
import { acknowledge } from './acknowledge'
import { Answer } from './answer'
import { readReply, type Reply } from './read-reply'
import { helpText, reportTakenText } from './reply-texts'

const BATCH = 1_000

interface InboundRow {
  readonly id: string
  readonly channel: string
  readonly phone: string
  readonly text: string
  readonly received_at: Date
  readonly contact_id: string | null
}

interface ReadRow extends InboundRow {
  readonly reply: Reply
}

/**
 * Reads the texts that came in and does what they ask: confirm, report, or get help. One reader at a time, in order of arrival, so
 * that two texts of one phone mean the same however they were batched.
 */
@Injectable()
export class HandleInbound {
  private running?: Promise<number>
  private askedAgain = false

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(Clock) private readonly clock: Clock,
    private readonly events: Events,
    private readonly answer: Answer,
  ) {}

  /** Reads everything that is unread. Asked again while it reads, it looks once more before it ends. @returns how many texts were read */
  run(): Promise<number> {
    this.askedAgain = true
    this.running ??= this.readAll().finally(() => (this.running = undefined))
    return this.running
  }

  private async readAll(): Promise<number> {
    let read = 0
    while (this.askedAgain) {
      this.askedAgain = false
      const batch = await this.db.transaction((tx) => this.handleBatch(tx))
      if (batch === BATCH) this.askedAgain = true
      read += batch
    }
    return read
  }

  private async handleBatch(tx: EntityManager): Promise<number> {
    await lockByName(tx, 'handle inbound')
    const rows = await sql<InboundRow>(
      tx,
      `select i.id, i.channel, i.phone, i.text, i.received_at, c.id as contact_id from
         (select * from inbound_message where handled_at is null order by id limit ${BATCH}) i left join contact c on c.phone = i.phone order by i.id`,
    )
    if (rows.length === 0) return 0
    const read = rows.map((row): ReadRow => ({ ...row, reply: readReply(row.text) }))
    const warnings = await this.acknowledgeAll(tx, read)
    await this.markHandled(tx, read, warnings)
    await this.helpUnreadable(tx, read)
    await this.passOnReports(tx, read)
    await tellLive(tx, 'deliveries')
    return rows.length
  }

  /** In rounds, each with at most one confirmation of a contact. */
  private async acknowledgeAll(tx: EntityManager, read: readonly ReadRow[]): Promise<Map<string, string>> {
    const warnings = new Map<string, string>()
    let left = read.filter((row) => row.reply.kind === 'acknowledgement' && row.contact_id !== null)
    while (left.length > 0) {
      const first = new Map<string, ReadRow>()
      const later: ReadRow[] = []
      for (const row of left) {
        if (first.has(row.contact_id ?? '')) later.push(row)
        else first.set(row.contact_id ?? '', row)
      }
      const round = [...first.values()].map((row) => ({ inboundId: row.id, contactId: row.contact_id ?? '', receivedAt: row.received_at }))
      for (const [inboundId, warningId] of await acknowledge(tx, round)) warnings.set(inboundId, warningId)
      left = later
    }
    return warnings
  }

  private async markHandled(tx: EntityManager, read: readonly ReadRow[], warnings: ReadonlyMap<string, string>): Promise<void> {
    await sql(
      tx,
      `update inbound_message i set kind = r.kind, contact_id = r.contact_id, warning_id = r.warning_id, handled_at = $5
         from unnest($1::bigint[], $2::text[], $3::uuid[], $4::uuid[]) r(id, kind, contact_id, warning_id) where i.id = r.id`,
      [
        read.map((row) => row.id),
        read.map((row) => row.reply.kind),
        read.map((row) => row.contact_id),
        read.map((row) => warnings.get(row.id) ?? null),
        this.clock.now(),
      ],
    )
  }

  private async helpUnreadable(tx: EntityManager, read: readonly ReadRow[]): Promise<void> {
    const text = helpText(this.answer.exercise)
    const unreadable = read.filter((row) => row.reply.kind === 'unreadable')
    const told = await this.answer.recentlyTold(
      tx,
      text,
      unreadable.map((row) => row.phone),
    )
    await this.answerEach(
      tx,
      text,
      unreadable.filter((row) => !told.has(row.phone)),
    )
  }

  private async passOnReports(tx: EntityManager, read: readonly ReadRow[]): Promise<void> {
    const reports = read.filter((row) => row.reply.kind === 'report')
    if (reports.length === 0) return
    await this.events.tell('report.received', { inboundIds: reports.map((row) => row.id) }, tx)
    await this.answerEach(tx, reportTakenText(this.answer.exercise), reports)
  }

  /** Each phone once, on the channel its text came by. */
  private async answerEach(tx: EntityManager, text: string, rows: readonly ReadRow[]): Promise<void> {
    for (const channel of new Set(rows.map((row) => row.channel))) {
      const phones = new Map(rows.filter((row) => row.channel === channel).map((row) => [row.phone, row.contact_id]))
      await this.answer.run(
        tx,
        channel,
        text,
        [...phones].map(([phone, contactId]) => ({ phone, contactId })),
      )
    }
  }
}
