import { Injectable, type OnModuleInit } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { Audit } from '#libs/access'
import { tellLive, Timers } from '#libs/platform'
import { DraftWarnings, EXPIRY } from './draft-warnings'
import { closesChain, IN_FORCE } from './lifecycle'
import { Warning } from './warning.entity'

/** Ends a warning whose time ran out without evidence; people who were warned are told that it ran out, not that it is over. */
@Injectable()
export class ExpireWarning implements OnModuleInit {
  constructor(
    private readonly timers: Timers,
    private readonly drafts: DraftWarnings,
    private readonly audit: Audit,
  ) {}

  onModuleInit(): void {
    this.timers.handle(EXPIRY, (id, tx) => this.run(id, tx))
  }

  private async run(id: string, tx: EntityManager): Promise<void> {
    const warning = await tx.findOne(Warning, { where: { id }, lock: { mode: 'pessimistic_write' } })
    if (!warning || warning.state === 'ended') return
    const peopleWereWarned = IN_FORCE.includes(warning.state) && !closesChain(warning.kind)
    await tx.update(Warning, { id }, { state: 'ended', endReason: 'expired', endedAt: warning.expiresAt })
    await this.audit.record(tx, {
      actor: 'system:warning',
      action: 'warning.expired',
      subject: `warning:${id}`,
      detail: { from: warning.state },
    })
    if (peopleWereWarned) await this.drafts.draftExpiry(tx, warning)
    await tellLive(tx, 'warnings')
  }
}
