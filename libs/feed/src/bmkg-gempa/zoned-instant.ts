import { localInstant } from '../local-instant'

const INSTANT = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:\.\d{1,9})?(Z|[+-]\d{2}:?\d{2})?$/i
const WIDEST_OFFSET_MINUTES = 14 * 60

/**
 * Reads an ISO 8601 instant to the second.
 * @param unmarked hours from UTC where the text names no zone; without it such a text is not read
 * @returns ms since the epoch; undefined for another form, a day or hour that does not exist, or no zone
 */
export function zonedInstant(text: string, unmarked?: number): number | undefined {
  const parts = INSTANT.exec(text)
  if (!parts) return undefined
  const hours = parts[3] === undefined ? unmarked : offsetHours(parts[3])
  return hours === undefined ? undefined : localInstant(`${parts[1]} ${parts[2]}`, hours)
}

function offsetHours(zone: string): number | undefined {
  if (zone.toUpperCase() === 'Z') return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))
  if (minutes > WIDEST_OFFSET_MINUTES || Number(zone.slice(-2)) > 59) return undefined
  return (zone.startsWith('-') ? -minutes : minutes) / 60
}
