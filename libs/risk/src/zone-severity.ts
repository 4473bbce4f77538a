import type { Severity } from '#libs/station'

/** A fall of a station's confirmed severity that the water downstream has not lived through yet. */
export interface RecentFall {
  readonly from: Severity
  /** When the fall was confirmed. */
  readonly confirmedAt: Date
}

/**
 * The severity in force for the zones of a station. A rise counts at once; a fall counts only after the water that stood at the
 * station has travelled to the zone.
 *
 * @param travelMinutes travel time of the zone of each severity, minutes; a severity without a zone of its own lends none
 */
export function zoneSeverity(
  station: Severity,
  falls: readonly RecentFall[],
  travelMinutes: ReadonlyMap<Severity, number>,
  now: Date,
): Severity {
  let severity = station
  for (const fall of falls) {
    const until = fall.confirmedAt.getTime() + (travelMinutes.get(fall.from) ?? 0) * 60_000
    if (fall.from > severity && until > now.getTime()) severity = fall.from
  }
  return severity
}
