import type { ParsedReading } from '../parsed'
import { offsetInstant } from '../push/offset-instant'

/** The fields of one reading as they were sent; undefined where a field is not there. */
export interface Fields {
  readonly station: unknown
  readonly parameter: unknown
  readonly time: unknown
  readonly value: unknown
  readonly interval_minutes: unknown
}
export const REQUIRED = ['station', 'parameter', 'time', 'value'] as const
export const FIELDS = [...REQUIRED, 'interval_minutes'] as const
export type Field = (typeof FIELDS)[number]

export interface FieldReject {
  readonly field: Field
  readonly reason: string
}

const PARAMETERS = ['water_level', 'rain', 'discharge'] as const
const LONGEST_NAME = 80
const NUMBER = /^[+-]?\d{1,7}(?:\.\d{1,9})?$/
/** What loggers and spreadsheets write where they have nothing. */
const SENTINELS: ReadonlySet<number> = new Set([-9_999, 9_999, -999, 8_888])
const NO_VALUE: ReadonlySet<string> = new Set(['', 'nan', 'null', 'na', 'n/a', 'none', '-', '--'])
const DAY_MINUTES = 1_440

/** What was found, short and without what a terminal or a database cannot hold. */
const found = (value: unknown): string => (typeof value === 'string' ? JSON.stringify(value.slice(0, 40)) : typeof value)

/** @param decimalComma a comma may stand for the point: only where commas do not separate the columns */
export function readFields(fields: Fields, decimalComma: boolean): ParsedReading | FieldReject {
  const name = typeof fields.station === 'string' ? fields.station.trim() : undefined
  // oxlint-disable-next-line no-control-regex -- a name with control characters is none
  if (!name || name.length > LONGEST_NAME || /[\u0000-\u001f\u007f]/.test(name))
    return { field: 'station', reason: `expected a name of at most ${LONGEST_NAME} characters, found ${found(fields.station)}` }
  const given = typeof fields.parameter === 'string' ? fields.parameter.trim().toLowerCase() : undefined
  const parameter = PARAMETERS.find((known) => known === given)
  if (!parameter) return { field: 'parameter', reason: `expected one of ${PARAMETERS.join(', ')}, found ${found(fields.parameter)}` }
  const observedAt = typeof fields.time === 'string' ? offsetInstant(fields.time.trim()) : undefined
  if (observedAt === undefined)
    return { field: 'time', reason: `expected an ISO time with its offset (2026-01-31T21:30:00+07:00), found ${found(fields.time)}` }
  const value = readNumber(fields.value, decimalComma)
  if (typeof value === 'string') return { field: 'value', reason: value }
  if (value < 0 && parameter !== 'water_level') return { field: 'value', reason: `${parameter} is never negative` }
  const reading: ParsedReading = { kind: 'reading', name, parameter, observedAt, value }
  if (parameter !== 'rain') return reading
  const intervalMinutes = readInterval(fields.interval_minutes)
  if (intervalMinutes === undefined)
    return {
      field: 'interval_minutes',
      reason: `rain needs the minutes it fell in (1 to ${DAY_MINUTES}), found ${found(fields.interval_minutes)}`,
    }
  return { ...reading, intervalMinutes }
}

/** The number, or why it is none. */
function readNumber(given: unknown, decimalComma: boolean): number | string {
  if (given === undefined || given === null) return 'no value'
  if (typeof given !== 'string' && typeof given !== 'number') return `expected a number, found ${found(given)}`
  const trimmed = String(given).trim()
  if (NO_VALUE.has(trimmed.toLowerCase())) return 'no value'
  const text = decimalComma ? trimmed.replace(',', '.') : trimmed
  if (!NUMBER.test(text)) return `expected a number, found ${found(trimmed)}`
  const value = Number(text)
  return SENTINELS.has(value) ? 'no value' : value
}

function readInterval(given: unknown): number | undefined {
  const text = typeof given === 'number' || typeof given === 'string' ? String(given).trim() : ''
  const minutes = /^\d{1,4}$/.test(text) ? Number(text) : 0
  return minutes >= 1 && minutes <= DAY_MINUTES ? minutes : undefined
}
