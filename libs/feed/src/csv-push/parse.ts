import type { Parsed, ParsedReading, Reject } from '../parsed'
import { decodeText } from '../push/decode-text'
import { csvRows } from './csv-rows'
import { jsonRows } from './json-rows'
import { readFields } from './reading-fields'

export const CSV_PUSH = 'csv'
export const LARGEST_CSV_PAYLOAD = 10 * 1024 * 1024
const MOST_ROWS = 50_000

/**
 * Readings that a foreign system pushes: CSV `station,parameter,time,value[,interval_minutes]` or the same fields as JSON. Water level in
 * metres above the zero of the post, rain in mm of its interval, discharge in m3/s; times carry their offset. A row that cannot be taken is
 * rejected by its number (in CSV the line, the header being row 1) and field; the rest is kept.
 * @throws PayloadUnusable
 */
export function parseCsvPush(raw: Buffer): Parsed<ParsedReading> {
  const text = decodeText(CSV_PUSH, raw, LARGEST_CSV_PAYLOAD)
  const isJson = /^\s*[[{]/.test(text)
  const { rows, decimalComma } = isJson
    ? { rows: jsonRows(CSV_PUSH, text, MOST_ROWS), decimalComma: false }
    : csvRows(CSV_PUSH, text, MOST_ROWS)
  const items: ParsedReading[] = []
  const rejects: Reject[] = []
  for (const row of rows) {
    const read = 'fields' in row ? readFields(row.fields, decimalComma) : { reason: row.reason }
    if ('reason' in read) rejects.push({ item: row.label, ...read })
    else items.push(read)
  }
  return { items, rejects }
}
