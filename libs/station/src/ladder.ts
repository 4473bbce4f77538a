/** 0 normal, 1 waspada, 2 siaga, 3 awas. The only thing compared: a local label such as "Siaga 1" is worst in Jakarta and mildest in Bojonegoro. */
export type Severity = 0 | 1 | 2 | 3

/** One threshold of a station, as the region package gives it. */
export interface LadderStep {
  readonly validFrom: Date
  readonly severity: 1 | 2 | 3
  /** What people call it there; printed, never compared. */
  readonly label: string
  /** Metres above the station's zero; a level equal to it has reached the step. */
  readonly fromLevel: number
}

/** The thresholds of a station at an instant, mildest first. */
export type Ladder = readonly LadderStep[]

/** The ladder in force at an instant: the latest `validFrom` not after it. Undefined when none was valid yet. */
export function ladderAt(steps: readonly LadderStep[], at: Date): Ladder | undefined {
  const valid = steps.filter((step) => step.validFrom <= at)
  if (valid.length === 0) return undefined
  const latest = Math.max(...valid.map((step) => step.validFrom.getTime()))
  return valid.filter((step) => step.validFrom.getTime() === latest).toSorted((a, b) => a.severity - b.severity)
}

/** The severity of a level: the highest step it has reached. Never derived from a siaga number. */
export function severityOf(ladder: Ladder, level: number): Severity {
  return ladder.reduce<Severity>((reached, step) => (level >= step.fromLevel && step.severity > reached ? step.severity : reached), 0)
}

export const labelOf = (ladder: Ladder, severity: Severity): string | undefined => ladder.find((step) => step.severity === severity)?.label

export function labelAt(steps: readonly LadderStep[], at: Date, severity: Severity): string | undefined {
  const ladder = ladderAt(steps, at)
  return ladder && labelOf(ladder, severity)
}

/** Why a ladder cannot be used; undefined when it can. A row of equal numbers is a form nobody filled in. */
export function ladderProblem(steps: readonly Pick<LadderStep, 'severity' | 'fromLevel'>[]): string | undefined {
  const ordered = steps.toSorted((a, b) => a.severity - b.severity)
  if (ordered.length > 1 && ordered.every((step) => step.fromLevel === ordered[0]?.fromLevel)) {
    return `placeholder: every level is ${ordered[0]?.fromLevel} m`
  }
  const wrong = ordered.find((step, i) => i > 0 && step.fromLevel <= (ordered[i - 1] as { fromLevel: number }).fromLevel)
  return wrong ? `severity ${wrong.severity} begins at ${wrong.fromLevel} m, not above the milder one` : undefined
}

const STATUS = /^\s*status\s*:\s*(.+?)\s*$/i

/** Whether the source's own words ("Status : Siaga 2", "Status : Normal") say another severity than the ladder does. */
export function statusContradicts(ladder: Ladder, level: number, reported: string | undefined): boolean {
  const said = reported === undefined ? undefined : STATUS.exec(reported)?.[1]
  if (said === undefined) return false
  const label = labelOf(ladder, severityOf(ladder, level)) ?? 'Normal'
  return said.toLowerCase() !== label.toLowerCase()
}

/** A level as the station's people read it. */
export function inDisplayUnit(metres: number, unit: 'cm' | 'm'): string {
  return unit === 'cm' ? String(Math.round(metres * 100)) : metres.toFixed(2).replace('.', ',')
}
