import { localInstant } from '../local-instant'

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/

/** An RFC 3339 instant with offset, up to nanoseconds, to ms since the epoch; undefined when it is none. */
export function instant(text: unknown): number | undefined {
  if (typeof text !== 'string' || !INSTANT.test(text)) return undefined
  // JavaScript would take 30 February for 2 March.
  if (localInstant(`${text.slice(0, 10)} ${text.slice(11, 19)}`, 0) === undefined) return undefined
  const at = Date.parse(text)
  return Number.isNaN(at) ? undefined : at
}
