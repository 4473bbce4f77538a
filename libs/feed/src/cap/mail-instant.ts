import { localInstant } from '../local-instant'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
/** Hours east of Greenwich: the names that RFC 822 knows. */
const ZONES: ReadonlyMap<string, number> = new Map([
  ['UT', 0],
  ['UTC', 0],
  ['GMT', 0],
  ['Z', 0],
  ['EST', -5],
  ['EDT', -4],
  ['CST', -6],
  ['CDT', -5],
  ['MST', -7],
  ['MDT', -6],
  ['PST', -8],
  ['PDT', -7],
])
const DATE = /^(?:[A-Za-z]{3},\s*)?(\d{1,2})\s+([A-Za-z]{3})\s+(\d{4})\s+(\d{2}:\d{2})(:\d{2})?\s+(?:([A-Za-z]{1,3})|([+-])(\d{2})(\d{2}))$/

/** Reads the date of a feed as RFC 822 has it, with a year of four digits. ms since the epoch; undefined when it is none. */
export function mailInstant(text: string): number | undefined {
  const parts = DATE.exec(text.trim())
  if (!parts) return undefined
  const [, day = '', month = '', year, clock, seconds = ':00', zone, sign, hours, minutes] = parts
  const at = MONTHS.indexOf(month.toLowerCase()) + 1
  const offset = zone === undefined ? (sign === '-' ? -1 : 1) * (Number(hours) + Number(minutes) / 60) : ZONES.get(zone.toUpperCase())
  if (at === 0 || offset === undefined || Math.abs(offset) > 14 || Number(minutes ?? 0) > 59) return undefined
  return localInstant(`${year}-${String(at).padStart(2, '0')}-${day.padStart(2, '0')} ${clock}${seconds}`, offset)
}
