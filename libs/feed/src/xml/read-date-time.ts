import { localInstant } from '../local-instant'

const DATE_TIME = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?(?:(Z)|([+-])(\d{2}):(\d{2}))$/
/** xs:dateTime reaches 14 hours either way. */
const FARTHEST_OFFSET_MINUTES = 14 * 60

export interface ReadDateTime {
  /** ms since the epoch. */
  readonly at: number
  /** It has a fraction of a second, or `Z` for its offset. */
  readonly isLoose: boolean
}

/** Reads an xs:dateTime that says its offset, `-00:00` included. Undefined when it says none, or names no real day, hour or offset. */
export function readDateTime(text: string): ReadDateTime | undefined {
  const parts = DATE_TIME.exec(text)
  if (!parts) return undefined
  const [, date, time, fraction, zulu, sign, hours, minutes] = parts
  const wall = localInstant(`${date} ${time}`, 0)
  const offset = zulu ? 0 : Number(hours) * 60 + Number(minutes)
  if (wall === undefined || Number(minutes ?? 0) > 59 || offset > FARTHEST_OFFSET_MINUTES) return undefined
  const at = wall + Math.trunc(Number(`0.${fraction ?? 0}`) * 1_000) - (sign === '-' ? -offset : offset) * 60_000
  return { at, isLoose: zulu !== undefined || fraction !== undefined }
}
