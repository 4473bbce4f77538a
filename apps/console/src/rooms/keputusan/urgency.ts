import type { WarningBrief } from '#libs/contract'

const HURRY_MS = 5 * 60_000
const LATE_MS = 10 * 60_000

export const isWaiting = ({ state }: Pick<WarningBrief, 'state'>): boolean => state === 'draft' || state === 'submitted'
export const isInForce = ({ state }: Pick<WarningBrief, 'state'>): boolean =>
  state === 'approved' || state === 'sending' || state === 'active'

type Urgent = Pick<WarningBrief, 'severity' | 'signalAt'>

/** The worst first, of equals the one that has waited longest. */
export const byUrgency = (a: Urgent, b: Urgent): number => b.severity - a.severity || Date.parse(a.signalAt) - Date.parse(b.signalAt)

/** How long officers have had the signal: amber after five minutes, red after ten. */
export const haste = (waitedMs: number): 'fresh' | 'hurry' | 'late' =>
  waitedMs > LATE_MS ? 'late' : waitedMs > HURRY_MS ? 'hurry' : 'fresh'
