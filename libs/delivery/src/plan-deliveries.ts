import { Inject, Injectable } from '@nestjs/common'
import { DataSource, type EntityManager } from 'typeorm'
import { RECIPIENTS_SQL } from '#libs/contact'
import { Clock, CONFIG, type Config, Jobs, lockByName, sql, tellLive } from '#libs/platform'
import { markSending } from '#libs/warning'
import { Channels } from './channels/channels'
import { dispatchMessage } from './delivery.jobs'
import { gateTable } from './may-attempt'

interface ApprovedWarning {
  readonly id: string
  readonly state: string
  readonly text: string
  readonly exercise: boolean
  readonly chain_id: string
  readonly expires_at: Date
}

/**
 * Turns an approved warning into ledger rows: its text is frozen, each number of its villages stands once. Planning again changes
 * nothing. What the warnings it replaces had not sent yet is taken off the plan in the same transaction.
 */
@Injectable()
export class PlanDeliveries {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Pick<Config, 'DISPATCH_LANES' | 'KENTONGAN_MODE'>,
    private readonly jobs: Jobs,
    private readonly channels: Channels,
  ) {}

  /** @returns the message planned, or undefined when there was nothing to plan */
  async run(warningId: string): Promise<string | undefined> {
    const messageId = await this.db.transaction((tx) => this.plan(tx, warningId))
    if (messageId) await this.wakeDispatch(messageId)
    return messageId
  }

  /** Approved warnings that nobody has planned, oldest approval first. */
  async unplanned(): Promise<string[]> {
    const rows = await sql<{ id: string }>(this.db, `select id from warning where state = 'approved' order by approved_at, replay_key`)
    return rows.map((row) => row.id)
  }

  async wakeDispatch(messageId: string): Promise<void> {
    await this.jobs.wake(dispatchMessage, ...Array.from({ length: this.config.DISPATCH_LANES }, (_, lane) => ({ messageId, lane })))
  }

  private async plan(tx: EntityManager, warningId: string): Promise<string | undefined> {
    const [chain] = await sql<{ chain_id: string }>(tx, `select chain_id from warning where id = $1`, [warningId])
    if (!chain) return undefined
    // Two warnings of one chain are planned one after the other, so that each sees what the other planned.
    await lockByName(tx, `plan ${chain.chain_id}`)
    const [warning] = await sql<ApprovedWarning>(
      tx,
      `select w.id, w.state, w.text, w.exercise, w.chain_id, w.expires_at from warning w where w.id = $1
          and not exists (select 1 from warning r where r.replaces_id = w.id and r.planned_at is not null) for update`,
      [warningId],
    )
    if (warning?.state !== 'approved') return undefined
    const now = this.clock.now()
    const messageId = await this.freeze(tx, warning, now)
    const recipients = await this.insertRows(tx, warning, messageId, now)
    await this.supersedeReplaced(tx, warningId, now)
    await markSending(tx, warningId, recipients, now)
    await tellLive(tx, 'deliveries')
    return messageId
  }

  private async freeze(tx: EntityManager, warning: ApprovedWarning, now: Date): Promise<string> {
    const [message] = await sql<{ id: string }>(
      tx,
      `insert into message (purpose, warning_id, text, exercise, expires_at, created_at) values ('warning', $1, $2, $3, $4, $5) returning id`,
      [warning.id, warning.text, warning.exercise, warning.expires_at, now],
    )
    if (!message) throw new Error(`message of warning ${warning.id} was not stored`)
    return message.id
  }

  /** One row for each number of the villages that are not withheld; whom the gate refuses stands as refused from the start. */
  private async insertRows(tx: EntityManager, warning: ApprovedWarning, messageId: string, now: Date): Promise<number> {
    const channel = this.channels.choose()
    const gate = gateTable(warning.exercise || this.config.KENTONGAN_MODE === 'exercise' ? 'exercise' : 'actual', channel)
    const areas = await sql<{ area_code: string }>(
      tx,
      `select area_code from warning_area where warning_id = $1 and withheld is null order by area_code`,
      [warning.id],
    )
    const [planned] = await sql<{ count: number }>(
      tx,
      `with gate as (
         select * from unnest($5::bool[], $6::bool[], $7::bool[], $8::text[]) g(synthetic, on_exercise_list, retired, failure) where not retired
       ), planned as (
         insert into delivery (message_id, contact_id, area_code, channel, priority, due_at, state, failure, settled_at)
         select $3, r.contact_id, r.area_code, $4, r.priority, $2, case when gate.failure is null then 'planned' else 'refused' end, gate.failure,
                case when gate.failure is not null then $2::timestamptz end
           from (${RECIPIENTS_SQL}) r join contact c on c.id = r.contact_id
           join gate on gate.synthetic = c.synthetic and gate.on_exercise_list = c.on_exercise_list
          order by r.priority, r.area_code, r.contact_id
         returning state
       ) select count(*) filter (where state = 'planned')::int as count from planned`,
      [areas.map((area) => area.area_code), now, messageId, channel.name, gate.synthetic, gate.onExerciseList, gate.retired, gate.failure],
    )
    return planned?.count ?? 0
  }

  private async supersedeReplaced(tx: EntityManager, warningId: string, now: Date): Promise<void> {
    await sql(
      tx,
      `with recursive earlier as (
         select replaces_id as id from warning where id = $1 and replaces_id is not null
         union select w.replaces_id from warning w join earlier e on w.id = e.id where w.replaces_id is not null)
       update delivery d set state = 'superseded', settled_at = $2, settled_wall = clock_timestamp()
         from message m where m.id = d.message_id and m.purpose = 'warning' and m.warning_id in (select id from earlier) and d.state = 'planned'`,
      [warningId, now],
    )
  }
}
