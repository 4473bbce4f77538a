import { type Ladder, severityOf } from './ladder'
import type { Severity } from './severity'

/**
 * Whether the source's own status of a reading says something else than the ladder: a sign that one of them is out of date.
 *
 * @param level metres above the station's zero
 * @param reportedStatus as the source wrote it, e.g. "Status : Siaga 3"; a word the ladder does not know contradicts nothing
 */
export function statusContradicts(ladder: Ladder, level: number, reportedStatus: string | undefined): boolean {
  const reported = reportedStatus === undefined ? undefined : reportedSeverity(ladder, reportedStatus)
  return reported !== undefined && reported !== severityOf(ladder, level)
}

/** The severity meant by a status in the source's words: looked up among the ladder's labels, never read from a number in it. */
function reportedSeverity(ladder: Ladder, status: string): Severity | undefined {
  const words = status
    .replace(/^\s*status\s*:/i, '')
    .trim()
    .toLowerCase()
  if (words === 'normal') return 0
  return ladder.steps.find((step) => step.label.trim().toLowerCase() === words)?.severity
}
