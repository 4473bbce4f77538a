import { Inject, Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Clock, sql } from '#libs/platform'
import { DispatchMessage } from './dispatch-message'
import { HandleInbound } from './inbound/handle-inbound'
import { closeUnsendable } from './ledger/close-unsendable'
import { PlanDeliveries } from './plan-deliveries'
import { ReconcileUnknown } from './reconcile-unknown'

/** How many batches one round sends by itself before it lets the other sweeps look. */
const BATCHES_PER_ROUND = 20

/** Finds what nobody woke, after a crash, a lost queue or a missed wake-up, and does it here. */
@Injectable()
export class DeliverySweep {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(Clock) private readonly clock: Clock,
    private readonly plans: PlanDeliveries,
    private readonly dispatch: DispatchMessage,
    private readonly unknown: ReconcileUnknown,
    private readonly inbound: HandleInbound,
  ) {}

  /** @returns how many rows moved */
  async run(): Promise<number> {
    let moved = 0
    for (const warningId of await this.plans.unplanned()) moved += (await this.plans.run(warningId)) ? 1 : 0
    moved += await this.unknown.giveUpAttempting()
    moved += await this.unknown.run()
    moved += await closeUnsendable(this.db, this.clock.now())
    let batches = BATCHES_PER_ROUND
    for (const messageId of await this.waiting()) {
      if (batches <= 0) break
      moved += await this.dispatch.run(messageId, { batches })
      batches -= 1
    }
    return moved + (await this.inbound.run())
  }

  /** Messages with rows that are due, most important first, and warnings that still count as being sent. */
  private async waiting(): Promise<string[]> {
    const rows = await sql<{ id: string }>(
      this.db,
      `select m.id from message m
         left join lateral (select min(d.priority) as priority from delivery d where d.message_id = m.id and d.state = 'planned' and d.due_at <= $1) due on true
        where due.priority is not null or exists (select 1 from warning w where w.id = m.warning_id and m.purpose = 'warning' and w.state = 'sending')
        order by due.priority nulls last, m.created_at, m.id`,
      [this.clock.now()],
    )
    return rows.map((row) => row.id)
  }
}
