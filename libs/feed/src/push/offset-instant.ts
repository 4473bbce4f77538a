import { localInstant } from '../local-instant'

const INSTANT = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2})(:\d{2})?(?:[.,](\d{1,9}))?(Z|z|[+-]\d{2}:?\d{2})$/
const FARTHEST_OFFSET_MINUTES = 14 * 60

/**
 * Reads an ISO 8601 time that names its own offset: what leaves it out could be one of three Indonesian zones, or UTC.
 * @returns ms since the epoch; undefined for another form, a day or hour that does not exist, or no offset
 */
export function offsetInstant(text: string): number | undefined {
  const parts = INSTANT.exec(text)
  if (!parts) return undefined
  const [, date, time, seconds, fraction, zone] = parts
  const offset = offsetMinutes(zone as string)
  const wall = localInstant(`${date} ${time}${seconds ?? ':00'}`, 0)
  if (offset === undefined || wall === undefined) return undefined
  return wall + Math.trunc(Number(`0.${fraction ?? 0}`) * 1_000) - offset * 60_000
}

function offsetMinutes(zone: string): number | undefined {
  if (zone.toUpperCase() === 'Z') return 0
  const minutes = Number(zone.slice(-2))
  const total = Number(zone.slice(1, 3)) * 60 + minutes
  if (minutes > 59 || total > FARTHEST_OFFSET_MINUTES) return undefined
  return zone.startsWith('-') ? -total : total
}
