import type { ZoneRain } from '#libs/contract'

/** Amounts that are known, in order of hours, and the hours of which nobody knows: null is not zero. */
export function splitKnown<Hours extends number>(
  amounts: readonly { readonly hours: Hours; readonly mm: number | null }[],
): {
  known: { hours: Hours; mm: number }[]
  unknown: Hours[]
} {
  const ordered = amounts.toSorted((a, b) => a.hours - b.hours)
  return {
    known: ordered.flatMap(({ hours, mm }) => (mm === null ? [] : [{ hours, mm }])),
    unknown: ordered.flatMap(({ hours, mm }) => (mm === null ? [hours] : [])),
  }
}

/** Whether anything at all is known of the rain in a zone. */
export const isKnown = ({ sums, antecedent, forecast, nowcast }: ZoneRain): boolean =>
  nowcast !== null || antecedent !== null || [...sums, ...forecast].some(({ mm }) => mm !== null)

const most = ({ sums }: ZoneRain): number => Math.max(-1, ...sums.map(({ mm }) => mm ?? -1))

/** The wettest first; zones of which nothing is known last. */
export const byRain = (a: ZoneRain, b: ZoneRain): number => most(b) - most(a) || a.name.localeCompare(b.name)
