import { Inject, Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { Clock, CONFIG, type Config, Jobs, MS_PER_HOUR, sql } from '#libs/platform'
import { dispatchMessage } from '../delivery.jobs'

/** An answer that could not be sent within the hour is no help any more. */
const ANSWER_VALID_MS = MS_PER_HOUR
/** After warnings to people with duties, before warnings to residents have all gone. */
const ANSWER_PRIORITY = 2

/** Whom to answer: a contact, or a number that is nobody's. */
export interface Addressee {
  readonly phone: string
  readonly contactId: string | null
}

/** Answers texts that came in: one message with one ledger row for each phone. */
@Injectable()
export class Answer {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Pick<Config, 'KENTONGAN_MODE'>,
    private readonly jobs: Jobs,
  ) {}

  get exercise(): boolean {
    return this.config.KENTONGAN_MODE === 'exercise'
  }

  async run(tx: EntityManager, channel: string, text: string, to: readonly Addressee[]): Promise<void> {
    if (to.length === 0) return
    const now = this.clock.now()
    const [message] = await sql<{ id: string }>(
      tx,
      `insert into message (purpose, text, exercise, expires_at, created_at) values ('reply', $1, $2, $3, $4) returning id`,
      [text, this.exercise, new Date(now.getTime() + ANSWER_VALID_MS), now],
    )
    if (!message) throw new Error('an answer was not stored')
    await sql(
      tx,
      `insert into delivery (message_id, contact_id, phone, channel, priority, due_at)
       select $1, t.contact_id, case when t.contact_id is null then t.phone end, $2, $3, $4
         from unnest($5::uuid[], $6::text[]) with ordinality t(contact_id, phone, position) order by t.position
       on conflict do nothing`,
      [message.id, channel, ANSWER_PRIORITY, now, to.map((item) => item.contactId), to.map((item) => item.phone)],
    )
    await this.jobs.wakeAfterCommit(tx, dispatchMessage, { messageId: message.id, lane: 0 })
  }

  /** The phones that had this very text within the last hour: help is offered once an hour. */
  async recentlyTold(tx: EntityManager, text: string, phones: readonly string[]): Promise<Set<string>> {
    if (phones.length === 0) return new Set()
    const rows = await sql<{ phone: string }>(
      tx,
      `select distinct coalesce(c.phone, d.phone) as phone from message m join delivery d on d.message_id = m.id left join contact c on c.id = d.contact_id
        where m.purpose = 'reply' and m.text = $1 and m.created_at > $2 and coalesce(c.phone, d.phone) = any($3)`,
      [text, new Date(this.clock.now().getTime() - MS_PER_HOUR), phones],
    )
    return new Set(rows.map((row) => row.phone))
  }
}
