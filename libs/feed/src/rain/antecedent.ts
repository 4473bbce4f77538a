/** How the ground remembers rain. */
export interface Memory {
  /** What is left of the index after a day, 0 to 1: `k` in `API_t = k * API_(t-1) + P_t`. */
  readonly keep: number
  /** Days that may be missing; with more the index is unknown. */
  readonly gapDays: number
}

export interface Antecedent {
  /** mm; null where too many days are missing. With a day missing it is the least it can be. */
  readonly mm: number | null
  readonly missingDays: number
}

/**
 * How wet the ground is from the rain of the days before: each day keeps a share of the index and adds its rain.
 *
 * @param days rain of each day, oldest first, mm; null where it is not known
 * Source: antecedent precipitation index, Kohler and Linsley 1951; as the antecedent part of rainfall thresholds for landslides,
 * Crozier and Eyles 1980, Glade, Crozier and Smith 2000 (Pure appl. geophys. 157, 1059-1079), whose decay is fitted to each region.
 */
export function antecedentIndex(days: readonly (number | null)[], { keep, gapDays }: Memory): Antecedent {
  const missingDays = days.filter((day) => day === null).length
  if (days.length === 0 || missingDays > gapDays) return { mm: null, missingDays }
  return { mm: days.reduce<number>((index, day) => keep * index + (day ?? 0), 0), missingDays }
}
