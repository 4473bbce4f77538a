import { Inject, Injectable } from '@nestjs/common'
import { DataSource, type EntityManager } from 'typeorm'
import { Audit } from '#libs/access'
import { Clock, DomainError, Events, NotFound, sql, tellLive, Timers } from '#libs/platform'
import { EXPIRY } from './draft-warnings'
import { assertMayMove } from './lifecycle'
import { Warning } from './warning.entity'
import { assertSendable } from './warning-text'
import { markWithheld } from './withheld'

/** Whoever decides: a signed-in officer. */
export interface Officer {
  readonly id: string
}

export class SameOfficer extends DomainError {
  readonly code = 'warning.same-officer'
  constructor(warningId: string) {
    super(`warning ${warningId}: whoever submitted it may not approve it`)
  }
}

export class WarningExpired extends DomainError {
  readonly code = 'warning.expired'
  constructor(warningId: string, at: Date) {
    super(`warning ${warningId} expired at ${at.toISOString()}`)
  }
}

export class ReasonNeeded extends DomainError {
  readonly code = 'warning.reason-needed'
  override readonly status = 422
  constructor() {
    super('not warning is a decision: it needs a reason of at least 5 characters')
  }
}

const FEWEST_REASON_CHARACTERS = 5

/** What officers do with a draft. Each decision locks the row, is judged, audited and committed together. */
@Injectable()
export class DecideWarning {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(Clock) private readonly clock: Clock,
    private readonly events: Events,
    private readonly timers: Timers,
    private readonly audit: Audit,
  ) {}

  /** Changes the words of a draft. */
  edit(id: string, text: string, officer: Officer): Promise<Warning> {
    return this.decide(id, async (tx, warning) => {
      if (warning.state !== 'draft') assertMayMove(warning, 'draft')
      assertSendable(text, warning.exercise)
      await this.record(tx, officer, 'warning.edited', warning, { from: warning.text, to: text })
      return { text, revision: warning.revision + 1 }
    })
  }

  /** draft -> submitted: the author stands for it. */
  submit(id: string, officer: Officer): Promise<Warning> {
    return this.decide(id, async (tx, warning) => {
      assertMayMove(warning, 'submitted')
      this.assertNotExpired(warning)
      assertSendable(warning.text, warning.exercise)
      await this.record(tx, officer, 'warning.submitted', warning)
      return { state: 'submitted', submittedAt: this.clock.now(), submittedBy: officer.id }
    })
  }

  /** submitted -> draft, with a reason. */
  giveBack(id: string, reason: string, officer: Officer): Promise<Warning> {
    return this.decide(id, async (tx, warning) => {
      assertMayMove(warning, 'draft')
      const decisionReason = readReason(reason)
      await this.record(tx, officer, 'warning.given-back', warning, { reason: decisionReason })
      return { state: 'draft', submittedAt: null, submittedBy: null, decisionReason, revision: warning.revision + 1 }
    })
  }

  /** submitted -> approved by a second person; what it replaces ends in the same transaction, so nothing old overtakes it. */
  async approve(id: string, officer: Officer): Promise<Warning> {
    const approved = await this.decide(id, async (tx, warning) => {
      assertMayMove(warning, 'approved')
      if (warning.submittedBy === officer.id) throw new SameOfficer(id)
      this.assertNotExpired(warning)
      await this.endReplaced(tx, warning)
      await markWithheld(tx, id)
      await this.record(tx, officer, 'warning.approved', warning)
      return { state: 'approved', approvedAt: this.clock.now(), approvedBy: officer.id, approvedWall: new Date() }
    })
    await this.events.tell('warning.approved', { warningId: id, revision: approved.revision }, this.db.manager)
    return approved
  }

  /** "No warning" is a decision with a reason, and is kept. */
  decline(id: string, reason: string, officer: Officer): Promise<Warning> {
    return this.decide(id, async (tx, warning) => {
      if (warning.state !== 'submitted') assertMayMove(warning, 'submitted')
      const decisionReason = readReason(reason)
      await this.timers.clear(EXPIRY, id, tx)
      await this.record(tx, officer, 'warning.declined', warning, { reason: decisionReason })
      return { state: 'ended', endReason: 'declined', endedAt: this.clock.now(), decisionReason, decidedBy: officer.id }
    })
  }

  private async decide(id: string, judge: (tx: EntityManager, warning: Warning) => Promise<Partial<Warning>>): Promise<Warning> {
    return this.db.transaction(async (tx) => {
      const warning = await tx.findOne(Warning, { where: { id }, lock: { mode: 'pessimistic_write' } })
      if (!warning) throw new NotFound('warning', id)
      const change = await judge(tx, warning)
      await tx.update(Warning, { id }, change as never)
      await tellLive(tx, 'warnings')
      return Object.assign(warning, change)
    })
  }

  private async endReplaced(tx: EntityManager, warning: Warning): Promise<void> {
    if (!warning.replacesId) return
    const reason = warning.kind === 'all-clear' ? 'all-clear' : 'superseded'
    await sql(tx, `update warning set state = 'ended', end_reason = $2, ended_at = $3 where id = $1 and state <> 'ended'`, [
      warning.replacesId,
      reason,
      this.clock.now(),
    ])
    await this.timers.clear(EXPIRY, warning.replacesId, tx)
  }

  private assertNotExpired(warning: Warning): void {
    if (warning.expiresAt <= this.clock.now()) throw new WarningExpired(warning.id, warning.expiresAt)
  }

  private record(
    tx: EntityManager,
    officer: Officer,
    action: string,
    warning: Warning,
    detail: Record<string, unknown> = {},
  ): Promise<void> {
    return this.audit.record(tx, {
      actor: `user:${officer.id}`,
      action,
      subject: `warning:${warning.id}`,
      detail: { revision: warning.revision, severity: warning.severity, kind: warning.kind, ...detail },
    })
  }
}

function readReason(reason: string): string {
  const trimmed = reason.trim()
  if (trimmed.length < FEWEST_REASON_CHARACTERS) throw new ReasonNeeded()
  return trimmed
}
