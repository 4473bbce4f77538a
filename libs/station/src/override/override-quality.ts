import { Inject, Injectable } from '@nestjs/common'
import { DataSource, type EntityManager } from 'typeorm'
import { type Account, Audit } from '#libs/access'
import { Clock, Events, NotFound, sql, tellLive } from '#libs/platform'
import type { Parameter } from '../parameter'
import { OVERRIDE_COLUMNS, type OverrideView } from '../station-series'
import { OverrideTooWide, OverrideWithdrawn } from './override.errors'

/** What a person decides: readings of a parameter from `from` to `to` (both included) are good, or are suspect. */
export interface Decision {
  readonly parameter: Parameter
  readonly from: Date
  readonly to: Date
  readonly quality: 'good' | 'suspect'
  readonly reason: string
}

const MS_PER_DAY = 86_400_000
const LONGEST_DAYS = 31
/** An instrument under repair can be distrusted ahead of time, but not for ever and unnoticed. */
const AHEAD_DAYS = 7

/**
 * A person's word on a stretch of readings. The readings and the rule's own verdict stay as they are; the decision lies over them,
 * with name and reason, until it is withdrawn with a name and a reason. Nothing is deleted.
 */
@Injectable()
export class OverrideQuality {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(Clock) private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly events: Events,
  ) {}

  /** @throws NotFound, OverrideTooWide */
  async decide(stationId: string, decision: Decision, officer: Account): Promise<OverrideView> {
    const now = this.clock.now()
    assertNarrow(decision, now)
    return this.db.transaction(async (tx) => {
      const [station] = await sql(tx, `select 1 from station where id = $1`, [stationId])
      if (!station) throw new NotFound('station', stationId)
      const [stored] = await sql<OverrideView>(
        tx,
        `insert into quality_override (station_id, parameter, from_at, to_at, quality, reason, by_account, by_name, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning ${OVERRIDE_COLUMNS}`,
        [stationId, decision.parameter, decision.from, decision.to, decision.quality, decision.reason, officer.id, officer.fullName, now],
      )
      const view = stored as OverrideView
      await this.tell(tx, 'quality.overridden', stationId, view, officer, decision.reason)
      return view
    })
  }

  /** @throws NotFound, OverrideWithdrawn */
  async withdraw(stationId: string, overrideId: string, reason: string, officer: Account): Promise<OverrideView> {
    const now = this.clock.now()
    return this.db.transaction(async (tx) => {
      const [standing] = await sql<{ withdrawn_at: Date | null }>(
        tx,
        `select withdrawn_at from quality_override where id = $1 and station_id = $2 for update`,
        [overrideId, stationId],
      )
      if (!standing) throw new NotFound('override', overrideId)
      if (standing.withdrawn_at) throw new OverrideWithdrawn(overrideId)
      const [stored] = await sql<OverrideView>(
        tx,
        `update quality_override set withdrawn_at = $2, withdrawn_by = $3, withdrawn_by_name = $4, withdrawn_reason = $5
          where id = $1 returning ${OVERRIDE_COLUMNS}`,
        [overrideId, now, officer.id, officer.fullName, reason],
      )
      const view = stored as OverrideView
      await this.tell(tx, 'quality.override-withdrawn', stationId, view, officer, reason)
      return view
    })
  }

  private async tell(
    tx: EntityManager,
    action: string,
    stationId: string,
    { id, parameter, from, to, quality }: OverrideView,
    officer: Account,
    reason: string,
  ): Promise<void> {
    await this.audit.record(tx, {
      actor: `user:${officer.id}`,
      action,
      subject: `station:${stationId}`,
      detail: { override: id, parameter, from: from.toISOString(), to: to.toISOString(), quality, reason },
    })
    await this.events.tell('quality.overridden', { stationId, parameter, from }, tx)
    await tellLive(tx, 'readings')
  }
}

function assertNarrow({ from, to }: Decision, now: Date): void {
  if (to.getTime() - from.getTime() > LONGEST_DAYS * MS_PER_DAY) throw new OverrideTooWide('cover at most', LONGEST_DAYS)
  if (to.getTime() - now.getTime() > AHEAD_DAYS * MS_PER_DAY) throw new OverrideTooWide('reach ahead at most', AHEAD_DAYS)
}
