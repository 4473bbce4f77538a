import type { Severity } from './severity'

/** One threshold of a station. */
export interface LadderStep {
  /** From when on the threshold holds: thresholds are set anew now and then. */
  readonly validFrom: Date
  readonly severity: 1 | 2 | 3
  /** The station's own words, to be printed only: "Siaga 1" is the worst in Jakarta and the mildest in Bojonegoro. */
  readonly label: string
  /** Metres above the station's zero; a level equal to it has reached the severity. */
  readonly fromLevel: number
}

/** The thresholds of one station that hold at one time, mildest first. Only {@link ladderAt} makes one. */
export interface Ladder {
  readonly validFrom: Date
  readonly steps: readonly LadderStep[]
}

/**
 * The ladder that holds at an instant.
 * @param steps all steps a station ever had, in any order
 * @returns undefined when none was valid yet: the station then has no severity, which is not the same as normal
 */
export function ladderAt(steps: readonly LadderStep[], at: Date): Ladder | undefined {
  let validFrom: Date | undefined
  for (const step of steps) {
    if (step.validFrom <= at && (!validFrom || step.validFrom > validFrom)) validFrom = step.validFrom
  }
  if (!validFrom) return undefined
  const since = validFrom.getTime()
  return {
    validFrom,
    steps: steps.filter((step) => step.validFrom.getTime() === since).toSorted((a, b) => a.severity - b.severity),
  }
}

/** The worst severity whose threshold the level (metres above the station's zero) has reached; 0 below all of them. */
export function severityOf(ladder: Ladder, level: number): Severity {
  return ladder.steps.findLast((step) => level >= step.fromLevel)?.severity ?? 0
}

/** The station's own word for a severity; undefined for 0 and for a severity the ladder does not have. */
export const labelOf = (ladder: Ladder, severity: Severity): string | undefined =>
  ladder.steps.find((step) => step.severity === severity)?.label

/** The same for the ladder that held at an instant. */
export function labelAt(steps: readonly LadderStep[], at: Date, severity: Severity): string | undefined {
  const ladder = ladderAt(steps, at)
  return ladder && labelOf(ladder, severity)
}

/**
 * Whether thresholds are made up: several steps at one level (the agency's XML holds 5000/5000/5000 for posts nobody graded).
 * Such a ladder would jump from normal to the worst and is refused when a region is imported.
 */
export const isPlaceholderLadder = (steps: readonly Pick<LadderStep, 'fromLevel'>[]): boolean =>
  steps.length > 1 && steps.every((step) => step.fromLevel === steps[0]?.fromLevel)

/** Whether a worse severity starts at a higher level throughout; false for a placeholder and for steps that were mixed up. */
export function isAscendingLadder(steps: readonly Pick<LadderStep, 'fromLevel' | 'severity'>[]): boolean {
  const sorted = steps.toSorted((a, b) => a.severity - b.severity)
  return sorted.every((step, i) => i === 0 || step.fromLevel > (sorted[i - 1]?.fromLevel ?? Number.NEGATIVE_INFINITY))
}
