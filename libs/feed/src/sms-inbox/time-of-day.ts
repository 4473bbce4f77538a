/** A clock time in a text: minutes after midnight, in a zone so many hours east of UTC. */
export interface TimeOfDay {
  readonly minutes: number
  readonly offsetHours: number
}

const OFFSET_HOURS: Readonly<Record<string, number>> = { WIB: 7, WITA: 8, WIT: 9 }
const WIB = 7
const MS_PER_MINUTE = 60_000
const DAY_MS = 24 * 60 * MS_PER_MINUTE
/** A message older than this does not tell which day its clock time belongs to. */
const LOOK_BACK_MS = 12 * 60 * MS_PER_MINUTE
/** Watches run ahead: as much as is taken of any reading. */
const AHEAD_MS = 10 * MS_PER_MINUTE

/** @param part of the day: `9 MALAM` is 21:00, `12 MALAM` midnight; hours above twelve need none */
export function timeOfDay(hour: number, minute: number, part?: string, zone?: string): TimeOfDay {
  const isMidnight = part === 'MALAM' && hour === 12
  const isAfternoon = (part === 'SIANG' && hour < 6) || (part === 'SORE' && hour < 12) || (part === 'MALAM' && hour >= 6 && hour < 12)
  const hours = isMidnight ? 0 : isAfternoon ? hour + 12 : hour % 24
  return { minutes: hours * 60 + minute, offsetHours: OFFSET_HOURS[zone ?? ''] ?? WIB }
}

/**
 * The latest instant at which a clock showed this time when the message came.
 * @returns undefined when that is more than twelve hours before it came: the day cannot be told
 */
export function instantBefore(time: TimeOfDay, receivedAt: number): number | undefined {
  const midnight =
    Math.floor((receivedAt + time.offsetHours * 60 * MS_PER_MINUTE) / DAY_MS) * DAY_MS - time.offsetHours * 60 * MS_PER_MINUTE
  for (const day of [midnight + DAY_MS, midnight, midnight - DAY_MS]) {
    const at = day + time.minutes * MS_PER_MINUTE
    if (at <= receivedAt + AHEAD_MS) return at >= receivedAt - LOOK_BACK_MS ? at : undefined
  }
  return undefined
}

/** The day of an instant as people there write it: `2026-01-31`. */
export const dayAt = (at: number, offsetHours = WIB): string => new Date(at + offsetHours * 60 * MS_PER_MINUTE).toISOString().slice(0, 10)
