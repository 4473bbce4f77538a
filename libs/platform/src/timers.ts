import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { DataSource, type EntityManager } from 'typeorm'
import { Clock } from './clock'
import { type Db, sql } from './database'
import { Sweeper } from './jobs/sweeper'

interface TimerRow {
  id: string
  kind: string
  subject_id: string
}

type TimerHandler = (subjectId: string, tx: EntityManager) => Promise<void>

/**
 * Things due at an instant of domain time. They are rows, so they survive a restart and follow a replay's clock.
 * A handler runs inside the transaction that marks its timer done.
 */
@Injectable()
export class Timers implements OnModuleInit {
  private readonly handlers = new Map<string, TimerHandler>()

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(Clock) private readonly clock: Clock,
    private readonly sweeper: Sweeper,
  ) {}

  onModuleInit(): void {
    this.sweeper.add('timers', () => this.runDue())
  }

  handle(kind: string, handler: TimerHandler): void {
    this.handlers.set(kind, handler)
  }

  /** One timer per kind and subject: setting it again moves it. */
  async set(kind: string, subjectId: string, dueAt: Date, db: Db = this.db): Promise<void> {
    await sql(
      db,
      `insert into timer (kind, subject_id, due_at) values ($1, $2, $3)
       on conflict (kind, subject_id) do update set due_at = excluded.due_at, done_at = null`,
      [kind, subjectId, dueAt],
    )
  }

  async clear(kind: string, subjectId: string, db: Db = this.db): Promise<void> {
    await sql(db, `delete from timer where kind = $1 and subject_id = $2`, [kind, subjectId])
  }

  /** The next instant at which a timer falls due, if any waits. */
  async nextDueAt(): Promise<Date | undefined> {
    const [row] = await sql<{ due_at: Date | null }>(this.db, `select min(due_at) as due_at from timer where done_at is null`)
    return row?.due_at ?? undefined
  }

  /** Runs every timer that is due; answers how many ran. */
  async runDue(limit = 100): Promise<number> {
    let ran = 0
    while (ran < limit) {
      const found = await this.db.transaction(async (tx) => {
        const [timer] = await sql<TimerRow>(
          tx,
          `select id, kind, subject_id from timer where done_at is null and due_at <= $1 and kind = any($2)
           order by due_at, id limit 1 for update skip locked`,
          [this.clock.now(), [...this.handlers.keys()]],
        )
        if (!timer) return false
        await sql(tx, `update timer set done_at = $2 where id = $1`, [timer.id, this.clock.now()])
        await this.handlers.get(timer.kind)?.(timer.subject_id, tx)
        return true
      })
      if (!found) break
      ran += 1
    }
    return ran
  }
}
