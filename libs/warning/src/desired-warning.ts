import type { Severity } from '#libs/station'
import type { WarningKind } from './lifecycle'

/** What the people in a station's zones were last told, and what waits for officers. */
export interface ChainState {
  /** Severity of the warning in force; 0 when none is. */
  readonly inForce: Severity
  /** Severity of the draft that waits; undefined when none does. An expiry notice that waits counts as 0. */
  readonly waiting: Severity | undefined
}

export type Desired =
  | { readonly action: 'nothing' }
  | { readonly action: 'drop-waiting' }
  | { readonly action: 'draft'; readonly kind: WarningKind; readonly dropWaiting: boolean }

/**
 * Which message the zones of a station need, given what is in force there and what waits.
 * A draft that still says the right thing stays; one that does not is replaced by one that does, or dropped.
 *
 * @param severity in force in the zones by the rules, hysteresis and travel time included
 */
export function desiredWarning(severity: Severity, { inForce, waiting }: ChainState): Desired {
  if (waiting === severity) return { action: 'nothing' }
  const dropWaiting = waiting !== undefined
  if (severity === inForce) return dropWaiting ? { action: 'drop-waiting' } : { action: 'nothing' }
  return { action: 'draft', kind: kindOf(severity, inForce), dropWaiting }
}

function kindOf(severity: Severity, inForce: Severity): WarningKind {
  if (severity === 0) return 'all-clear'
  if (inForce === 0) return 'new'
  return severity > inForce ? 'raise' : 'lower'
}
