import { localInstant } from '../local-instant'
import { metresOfMillimetres, type Parsed, type ParsedReading, PayloadUnusable, type Reject } from '../parsed'
import { splitRow } from '../split-row'

export const DSDA_CSV = 'dsda-csv'
const WIB_HOURS = 7
const COLUMNS = ['nama_pintu_air', 'tanggal', 'tinggi_air', 'status_siaga'] as const
type Column = (typeof COLUMNS)[number]

/**
 * Jakarta's flood-gate table: `tinggi_air` in mm above the post's own zero, `tanggal` in WIB without offset. Columns by their header,
 * in any order. A row that cannot be taken is rejected by its row number (the header is row 1) and field; the rest is kept.
 * @throws PayloadUnusable when it is no CSV of this source
 */
export function parseDsdaCsv(raw: Buffer): Parsed<ParsedReading> {
  const lines = raw
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .split('\n')
  const header = splitRow((lines[0] ?? '').trimEnd())?.map((name) => name.trim())
  if (!header || header.join('') === '') throw new PayloadUnusable(DSDA_CSV, 'the payload is empty')
  const missing = COLUMNS.filter((column) => !header.includes(column))
  if (missing.length > 0) throw new PayloadUnusable(DSDA_CSV, `the header lacks ${missing.join(', ')}`)
  const place = Object.fromEntries(COLUMNS.map((column) => [column, header.indexOf(column)])) as Record<Column, number>
  const items: ParsedReading[] = []
  const rejects: Reject[] = []
  for (let i = 1; i < lines.length; i += 1) {
    const line = (lines[i] as string).replace(/\r$/, '')
    if (line === '') continue
    const read = readLine(line, header.length, place)
    if ('reason' in read) rejects.push({ item: `row ${i + 1}`, ...read })
    else items.push(read)
  }
  return { items, rejects }
}

/** Line by line: the source writes none inside a field, and a torn row must not swallow those after it. */
function readLine(line: string, columns: number, place: Record<Column, number>): ParsedReading | { field?: string; reason: string } {
  if (line.includes('\u0000')) return { reason: 'it holds NUL bytes' }
  const row = splitRow(line)
  if (!row) return { reason: 'a quote is left open' }
  return row.length === columns ? readRow(row, place) : { reason: `${row.length} columns where ${columns} are expected` }
}

function readRow(row: readonly string[], place: Record<Column, number>): ParsedReading | { field?: string; reason: string } {
  const name = (row[place.nama_pintu_air] as string).trim()
  if (name === '') return { field: 'nama_pintu_air', reason: 'no name' }
  const time = (row[place.tanggal] as string).trim()
  const observedAt = localInstant(time, WIB_HOURS)
  if (observedAt === undefined) return { field: 'tanggal', reason: `expected YYYY-MM-DD HH:MM:SS, found "${time.slice(0, 40)}"` }
  const level = (row[place.tinggi_air] as string).trim()
  const value = metresOfMillimetres(level)
  if (value === undefined) return { field: 'tinggi_air', reason: `expected millimetres, found "${level.slice(0, 40)}"` }
  return { kind: 'reading', name, parameter: 'water_level', observedAt, value, reportedStatus: (row[place.status_siaga] as string).trim() }
}
