import { DomainError } from '#libs/platform'

export type WarningState = 'draft' | 'submitted' | 'approved' | 'sending' | 'active' | 'ended'
export type WarningKind = 'new' | 'raise' | 'lower' | 'all-clear' | 'expiry'
export type EndReason = 'expired' | 'cancelled' | 'all-clear' | 'declined' | 'superseded'

/** What may follow what. */
export const NEXT: Readonly<Record<WarningState, readonly WarningState[]>> = {
  draft: ['submitted', 'ended'],
  submitted: ['approved', 'draft', 'ended'], // back to its author with a reason
  approved: ['sending', 'ended'],
  sending: ['active', 'ended'], // stopped half-way: what was sent stays counted
  active: ['ended'],
  ended: [], // because: expired, cancelled, all-clear, declined, superseded
}

/** States in which a warning speaks to people: approved and not ended. */
export const IN_FORCE: readonly WarningState[] = ['approved', 'sending', 'active']
/** States in which a warning waits for officers. */
export const WAITING: readonly WarningState[] = ['draft', 'submitted']

/** Messages that close a chain: once delivered they end by themselves. */
export const closesChain = (kind: WarningKind): boolean => kind === 'all-clear' || kind === 'expiry'

export const mayFollow = (from: WarningState, to: WarningState): boolean => NEXT[from].includes(to)

export class MayNotMove extends DomainError {
  readonly code = 'warning.may-not-move'
  override readonly params: Readonly<Record<string, string>>
  constructor(id: string, from: WarningState, to: WarningState) {
    super(`warning ${id}: ${to} may not follow ${from}`)
    this.params = { from, to }
  }
}

/** @throws MayNotMove naming both states */
export function assertMayMove(warning: { readonly id: string; readonly state: WarningState }, to: WarningState): void {
  if (!mayFollow(warning.state, to)) throw new MayNotMove(warning.id, warning.state, to)
}
