import { Inject, Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Clock, sql } from '#libs/platform'
import { DispatchMessage } from './dispatch-message'
import { closeUnsendable } from './ledger/close-unsendable'
import { PlanDeliveries } from './plan-deliveries'
import { ReconcileUnknown } from './reconcile-unknown'

/** What one round does by itself before it lets the other sweeps look. */
const MESSAGES_PER_ROUND = 50
const BATCHES_PER_MESSAGE = 20

/** Finds what nobody woke, after a crash, a lost queue or a missed wake-up, and does it here. */
@Injectable()
export class DeliverySweep {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(Clock) private readonly clock: Clock,
    private readonly plans: PlanDeliveries,
    private readonly dispatch: DispatchMessage,
    private readonly unknown: ReconcileUnknown,
  ) {}

  /** Approved warnings that nobody planned. */
  async plan(): Promise<number> {
    return forEach(await this.plans.unplanned(), async (warningId) => ((await this.plans.run(warningId)) ? 1 : 0))
  }

  /** Attempts whose answer was lost. */
  async reconcile(): Promise<number> {
    return (await this.unknown.giveUpAttempting()) + (await this.unknown.run())
  }

  /** Due rows that nobody sends, rows that must not be sent any more, warnings of which everything was sent. */
  async send(): Promise<number> {
    const closed = await closeUnsendable(this.db, this.clock.now())
    return closed + (await forEach(await this.waiting(), (messageId) => this.dispatch.run(messageId, { batches: BATCHES_PER_MESSAGE })))
  }

  /** Messages with rows that are due, most important first, and warnings that still count as being sent. */
  private async waiting(): Promise<string[]> {
    const rows = await sql<{ id: string }>(
      this.db,
      `select m.id from message m
         left join lateral (select min(d.priority) as priority from delivery d where d.message_id = m.id and d.state = 'planned' and d.due_at <= $1) due on true
        where due.priority is not null or exists (select 1 from warning w where w.id = m.warning_id and m.purpose = 'warning' and w.state = 'sending')
        order by due.priority nulls last, m.created_at, m.id limit $2`,
      [this.clock.now(), MESSAGES_PER_ROUND],
    )
    return rows.map((row) => row.id)
  }
}

/** Does the same to each; one that fails does not keep the others from their turn, and is reported at the end. */
async function forEach(ids: readonly string[], act: (id: string) => Promise<number>): Promise<number> {
  const failures: unknown[] = []
  let moved = 0
  for (const id of ids) {
    try {
      moved += await act(id)
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0)
    throw new AggregateError(failures, failures.map((error) => (error instanceof Error ? error.message : String(error))).join('; '))
  return moved
}
