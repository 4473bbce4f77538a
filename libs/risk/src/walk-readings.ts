import { ladderAt, type LadderStep, labelOf, statusContradicts } from '#libs/station'
import { type Hysteresis, type SeverityChange, type SeverityMemory, takeReading } from './station-severity'

/** A water level as people and rules judge it now. */
export interface ReadingRow {
  readonly observed_at: Date
  readonly received_at: Date
  readonly value: number
  readonly quality: 'good' | 'suspect'
  readonly reported_status: string | null
}

/** A change with the time that confirmed it and the label people know it by. */
export type ConfirmedChange = SeverityChange & { readonly confirmedAt: Date; readonly label: string | null }

/** What became of a post on the way through its readings. */
export interface Walk {
  readonly memory: SeverityMemory
  /** Contradictions on end between the ladder and the source's own words. */
  readonly contradictions: number
  readonly withheld: string | null
  readonly changes: readonly ConfirmedChange[]
}

/** Good readings move the severity; suspect ones are passed over. A station without a ladder valid at the time has no severity. */
export function walkReadings(
  readings: readonly ReadingRow[],
  steps: readonly LadderStep[],
  hysteresis: Hysteresis,
  start: Pick<Walk, 'memory' | 'contradictions'>,
): Walk {
  let { memory, contradictions } = start
  let withheld: string | null = null
  const changes: ConfirmedChange[] = []
  for (const reading of readings) {
    const ladder = ladderAt(steps, reading.observed_at)
    withheld = ladder ? null : steps.length > 0 ? 'ladder-not-valid-yet' : 'no-ladder'
    if (!ladder || reading.quality === 'suspect') continue
    contradictions = statusContradicts(ladder, reading.value, reading.reported_status ?? undefined) ? contradictions + 1 : 0
    const next = takeReading(memory, { at: reading.observed_at.getTime(), value: reading.value }, ladder, hysteresis)
    memory = next.memory
    if (next.change) changes.push({ ...next.change, confirmedAt: reading.received_at, label: labelOf(ladder, next.change.to) ?? null })
  }
  return { memory, contradictions, withheld, changes }
}
