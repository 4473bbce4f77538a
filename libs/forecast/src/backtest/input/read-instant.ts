const FORM = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?$/

export const AN_INSTANT = 'an ISO time with offset such as 2024-01-01T00:00:00+07:00'

/**
 * Reads an ISO time that says its offset: a time without one is another instant on every machine.
 * @returns ms since the epoch, or in words why it is none
 */
export function readInstant(text: string): number | string {
  const found = FORM.exec(text)
  if (!found) return `expected ${AN_INSTANT}, found ${shown(text)}`
  const offset = found[8]
  if (offset === undefined) return `has no offset: expected ${AN_INSTANT}, found ${shown(text)}`
  const part = (group: number): number => Number(found[group] ?? 0)
  const [year, month, day, hour, minute, second] = [part(1), part(2), part(3), part(4), part(5), part(6)]
  const wall = Date.UTC(year, month - 1, day, hour, minute, second)
  const date = new Date(wall)
  const isDay = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  const offsetMs = readOffset(offset)
  if (!isDay || hour > 23 || minute > 59 || second > 59 || offsetMs === undefined)
    return `is no real date, hour or offset: expected ${AN_INSTANT}, found ${shown(text)}`
  return wall + Math.round(part(7) * 1_000) - offsetMs
}

/** What was found, as far as a person wants to read it. */
export const shown = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}...` : text)

/** The furthest that clocks are from UTC (Kiritimati, +14). */
const LARGEST_OFFSET_HOURS = 14

function readOffset(text: string): number | undefined {
  if (text === 'Z') return 0
  const hours = Number(text.slice(1, 3))
  const minutes = Number(text.slice(4, 6))
  if (hours > LARGEST_OFFSET_HOURS || minutes > 59) return undefined
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000
}
