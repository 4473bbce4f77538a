const DIGITS = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/

/** Two digits at a place of a text known to hold them there. */
const two = (text: string, at: number): number => (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48

/**
 * Reads `YYYY-MM-DD HH:MM:SS` of a zone that keeps no summer time.
 * @returns ms since the epoch; undefined when the text has another form or names no real day or hour
 */
export function localInstant(text: string, offsetHours: number): number | undefined {
  if (!DIGITS.test(text)) return undefined
  const year = two(text, 0) * 100 + two(text, 2)
  const month = two(text, 5)
  const day = two(text, 8)
  const hour = two(text, 11)
  const minute = two(text, 14)
  const second = two(text, 17)
  if (hour > 23 || minute > 59 || second > 59) return undefined
  const wall = Date.UTC(year, month - 1, day, hour, minute, second)
  const date = new Date(wall)
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined
  return wall - offsetHours * 3_600_000
}
