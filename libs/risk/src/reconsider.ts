import { ladderAt, labelOf, type LadderStep, severityOf, type Severity } from '#libs/station'
import { fallNow, type Hysteresis } from './station-severity'
import type { ConfirmedChange, ReadingRow, Walk } from './walk-readings'

/** A post is read again from so long before the readings somebody decided on: longer than any hold. */
export const REWIND_HOURS = 48

/** What the severity was, and since when. */
export interface EarlierSeverity {
  readonly severity: Severity
  readonly observedAt: number
  readonly value: number
}

/**
 * What follows for the severity in force from having read a post again, once somebody decided on its readings.
 * Higher than the one in force: raised, at the decision. Lower: what raised it was false; it comes down as ever, on good, moving
 * readings below the level for the whole hold, at once if they are there already. What was noted before stays noted.
 *
 * @param again the post, read again from before the decision's readings
 * @param before its severity where the reading again began
 */
export function reconsider(
  inForce: Severity,
  since: Date | undefined,
  again: Walk,
  readings: readonly ReadingRow[],
  before: EarlierSeverity | undefined,
  station: { readonly ladder: readonly LadderStep[]; readonly hysteresis: Hysteresis },
  decidedAt: Date,
): Walk {
  const { severity } = again.memory
  const latestGood = readings.findLast(({ quality }) => quality === 'good')
  const ladder = ladderAt(station.ladder, latestGood?.observed_at ?? decidedAt)
  if (severity === inForce || !ladder) return { ...again, changes: [] }
  const confirm = { confirmedAt: decidedAt }
  if (severity > inForce) {
    const { observedAt, value } = reachedBy(severity, again, readings, before, station.ladder)
    return { ...again, changes: [{ from: inForce, to: severity, observedAt, value, ...confirm, label: labelOf(ladder, severity) ?? null }] }
  }
  const { evidenceAt: _, since: __, ...memory } = again.memory
  const held = { ...memory, severity: inForce, ...(since ? { since: since.getTime() } : {}) }
  const { memory: settled, change } = fallNow(held, ladder, station.hysteresis)
  const changes: ConfirmedChange[] = change ? [{ ...change, ...confirm, label: labelOf(ladder, change.to) ?? null }] : []
  return { ...again, memory: settled, changes }
}

/** The reading that reached the severity: of the latest rise to it, else the latest good one at it, else the one before all these. */
function reachedBy(
  severity: Severity,
  again: Walk,
  readings: readonly ReadingRow[],
  before: EarlierSeverity | undefined,
  steps: readonly LadderStep[],
): { observedAt: number; value: number } {
  const rise = again.changes.findLast((change) => change.to > change.from && change.to >= severity)
  if (rise) return rise
  const reading = readings.findLast(({ quality, observed_at, value }) => {
    const ladder = ladderAt(steps, observed_at)
    return quality === 'good' && ladder !== undefined && severityOf(ladder, value) >= severity
  })
  if (reading) return { observedAt: reading.observed_at.getTime(), value: reading.value }
  if (before) return before
  throw new RangeError(`severity ${severity} without a reading that reached it`)
}
