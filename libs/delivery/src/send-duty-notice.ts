import { Inject, Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { Clock, CONFIG, type Config, Jobs, MS_PER_HOUR, sql } from '#libs/platform'
import { Channels } from './channels/channels'
import { dispatchMessage } from './delivery.jobs'
import { gateTable } from './may-attempt'
import { withDrillMark } from './inbound/reply-texts'

export interface DutyNotice {
  readonly text: string
  readonly warningId?: string
}

const NOTICE_VALID_MS = 6 * MS_PER_HOUR
/** Before everything else. */
const NOTICE_PRIORITY = 0

/** Tells the officers on duty something, through the same ledger as every other message. */
@Injectable()
export class SendDutyNotice {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Pick<Config, 'KENTONGAN_MODE'>,
    private readonly channels: Channels,
    private readonly jobs: Jobs,
  ) {}

  /** @returns how many officers it is planned for */
  async run(tx: EntityManager, { text, warningId }: DutyNotice): Promise<number> {
    const now = this.clock.now()
    const mode = this.config.KENTONGAN_MODE
    const channel = this.channels.choose()
    const gate = gateTable(mode, channel)
    const [message] = await sql<{ id: string }>(
      tx,
      `insert into message (purpose, warning_id, text, exercise, expires_at, created_at) values ('duty-notice', $1, $2, $3, $4, $5) returning id`,
      [warningId ?? null, withDrillMark(text, mode === 'exercise'), mode === 'exercise', new Date(now.getTime() + NOTICE_VALID_MS), now],
    )
    if (!message) throw new Error('a duty notice was not stored')
    const planned = await sql(
      tx,
      `insert into delivery (message_id, contact_id, channel, priority, due_at)
       select $1, c.id, $2, $3, $4 from contact c
         join unnest($5::bool[], $6::bool[], $7::bool[], $8::text[]) g(synthetic, on_exercise_list, retired, failure)
           on g.synthetic = c.synthetic and g.on_exercise_list = c.on_exercise_list and not g.retired and g.failure is null
        where c.role = 'officer' and c.retired_at is null order by c.phone returning 1`,
      [message.id, channel.name, NOTICE_PRIORITY, now, gate.synthetic, gate.onExerciseList, gate.retired, gate.failure],
    )
    await this.jobs.wakeAfterCommit(tx, dispatchMessage, { messageId: message.id, lane: 0 })
    return planned.length
  }
}
