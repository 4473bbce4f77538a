import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import type { BulletinState } from '#libs/contract'
import { Clock, Events, sql, tellLive, Timers } from '#libs/platform'
import { alertStates, endOf, type KnownAlert } from '../cap/alert-state'

const TURN = 'bulletin-turn'
/** Alerts older than this refer to nothing that could still be in effect. */
const REMEMBERED_DAYS = 30

interface StateRow {
  id: string
  state: BulletinState
  identifier: string
  sender: string
  sent_at: Date
  status: string
  msg_type: string
  refs: KnownAlert['references']
  effective_at: Date | null
  onset_at: Date | null
  expires_at: Date | null
}

/** Keeps the state of each alert true: as alerts refer to one another, and as time passes. */
@Injectable()
export class BulletinStates implements OnModuleInit {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    private readonly events: Events,
    private readonly timers: Timers,
  ) {}

  onModuleInit(): void {
    this.timers.handle(TURN, async (source, tx) => {
      const now = this.clock.now()
      const turned = await this.refresh(tx, source, now)
      if (turned.length === 0) return
      await this.events.tell('bulletin.stored', { bulletinIds: turned, at: now }, tx)
      await tellLive(tx, 'bulletins')
    })
  }

  /** Judges the alerts of a source anew and waits for the next that begins or ends. @returns the ids of those that turned */
  async refresh(tx: EntityManager, source: string, now: Date): Promise<string[]> {
    const rows = await sql<StateRow>(
      tx,
      `select id, state, identifier, sender, sent_at, status, msg_type, refs, effective_at, onset_at, expires_at from bulletin
        where source = $1 and (state in ('not-yet-effective', 'in-effect') or sent_at > $2::timestamptz - make_interval(days => ${REMEMBERED_DAYS}))
        order by id for update`,
      [source, now],
    )
    const known = new Map(rows.map((row) => [knownAlert(row), row]))
    const states = alertStates([...known.keys()], now.getTime())
    const turned: string[] = []
    for (const [alert, row] of known) {
      const state = states.get(alert) as BulletinState
      if (state === row.state) continue
      await sql(tx, `update bulletin set state = $2 where id = $1`, [row.id, state])
      turned.push(row.id)
    }
    await this.waitForNext(tx, source, [...states], now)
    return turned
  }

  private async waitForNext(tx: EntityManager, source: string, states: readonly [KnownAlert, BulletinState][], now: Date): Promise<void> {
    const turns = states
      .filter(([, state]) => state === 'not-yet-effective' || state === 'in-effect')
      .flatMap(([alert]) => [alert.effectiveAt ?? alert.sentAt, endOf(alert)])
      .filter((at) => at > now.getTime())
    if (turns.length > 0) await this.timers.set(TURN, source, new Date(turns.reduce((a, b) => Math.min(a, b))), tx)
  }
}

const knownAlert = (row: StateRow): KnownAlert => ({
  identifier: row.identifier,
  sender: row.sender,
  sentAt: row.sent_at.getTime(),
  status: row.status,
  msgType: row.msg_type,
  references: row.refs,
  effectiveAt: row.effective_at?.getTime() ?? null,
  onsetAt: row.onset_at?.getTime() ?? null,
  expiresAt: row.expires_at?.getTime() ?? null,
})
