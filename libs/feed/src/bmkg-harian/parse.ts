import { localInstant } from '../local-instant'
import { type Parsed, type ParsedReading, PayloadUnusable, type Reject } from '../parsed'
import { splitRow } from '../split-row'

export const BMKG_HARIAN = 'bmkg-harian'
export const LARGEST_BYTES = 2 * 1024 * 1024
const MINUTES_PER_DAY = 1_440
/** More than the wettest day ever measured on earth (1,825 mm). */
const MOST_MILLIMETRES = 2_000
const UTC = 0
/** The header stands at the top, or below a few rows about the station. */
const HEADER_WITHIN_ROWS = 40
const STATION = /^nama stasiun\s*:?$/i
const DATE = /^(\d{1,2})[-/](\d{1,2})[-/](\d{4})$/
/** No thousands: in these tables "1.466" may be 146.6 that lost its comma, as -6.50 has become "-650.000". */
const MILLIMETRES = /^\d{1,4}(?:[.,]\d{1,2})?$/
const NOTHING: ReadonlyMap<number, string> = new Map([
  [8888, 'not measured (8888)'],
  [9999, 'no data (9999)'],
])

interface Table {
  readonly width: number
  /** The columns of measurements; those after them hold the station's facts and a legend, in the first rows. */
  readonly measured: readonly [from: number, until: number]
  readonly date: number
  readonly rain: number
}

/**
 * BMKG's daily climate table of one station: rain (`RR`) in mm. BMKG reads the gauge at 00 UTC (07:00 WIB) and enters what it holds under
 * the date of the reading, so the rain of a date fell in the 24 hours before 00 UTC of it: `observedAt` is that instant, the interval ends
 * there. (In the tables the mean humidity of the day before follows RR more closely than that of the day itself, at every station.)
 * The station is named inside the table; what the file is called is not known here and has been wrong.
 * Rows are counted from 1, the first line of the file.
 * @throws PayloadUnusable when it is no such table or names no station
 */
export function parseBmkgHarian(raw: Buffer): Parsed<ParsedReading> {
  if (raw.length > LARGEST_BYTES) throw new PayloadUnusable(BMKG_HARIAN, `${raw.length} bytes; ${LARGEST_BYTES} are taken`)
  const lines = raw
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .split('\n')
    .map((line) => line.replace(/\r$/, ''))
  const { table, firstRow } = findTable(lines)
  const name = stationName(lines)
  const items: ParsedReading[] = []
  const rejects: Reject[] = []
  for (const [i, line] of lines.entries()) {
    const read = i < firstRow || line === '' ? undefined : readLine(line, table)
    if (read === undefined) continue
    if ('reason' in read) rejects.push({ item: `row ${i + 1}`, ...read })
    else items.push({ kind: 'reading', name, parameter: 'rain', intervalMinutes: MINUTES_PER_DAY, ...read })
  }
  return { items, rejects }
}

function findTable(lines: readonly string[]): { table: Table; firstRow: number } {
  for (const [i, line] of lines.slice(0, HEADER_WITHIN_ROWS).entries()) {
    const header = splitRow(line)?.map((cell) => cell.trim().toUpperCase())
    const date = header?.indexOf('TANGGAL') ?? -1
    const rain = header?.indexOf('RR') ?? -1
    if (!header || date < 0 || rain < 0) continue
    const blank = header.indexOf('', Math.max(date, rain))
    return {
      table: { width: header.length, measured: [Math.min(date, rain), blank < 0 ? header.length : blank], date, rain },
      firstRow: i + 1,
    }
  }
  throw new PayloadUnusable(BMKG_HARIAN, 'no header with TANGGAL and RR in it')
}

function stationName(lines: readonly string[]): string {
  for (const line of lines) {
    const row = /nama stasiun/i.test(line) ? splitRow(line)?.map((cell) => cell.replace(/[\s\p{Cc}]+/gu, ' ').trim()) : undefined
    const label = row?.findIndex((cell) => STATION.test(cell)) ?? -1
    const name = label < 0 ? undefined : row?.slice(label + 1).find((cell) => cell !== '' && cell !== ':')
    if (name !== undefined) return name.replace(/^: ?/, '')
  }
  throw new PayloadUnusable(BMKG_HARIAN, 'it names no station ("Nama Stasiun")')
}

type Measured = Pick<ParsedReading, 'observedAt' | 'value'>

/** @returns undefined for a row without any measurement: the table is as long as its legend, or longer than the year */
function readLine(line: string, table: Table): Measured | { field?: string; reason: string } | undefined {
  if (line.includes('\u0000')) return { reason: 'it holds NUL bytes' }
  const row = splitRow(line)?.map((cell) => cell.trim())
  if (!row) return { reason: 'a quote is left open' }
  if (row.length !== table.width) return { reason: `${row.length} columns where ${table.width} are expected` }
  if (row.slice(...table.measured).every((cell) => cell === '')) return undefined
  const date = row[table.date] as string
  if (date === '') return { field: 'TANGGAL', reason: 'missing' }
  const observedAt = midnightUtc(date)
  if (observedAt === undefined) return { field: 'TANGGAL', reason: `expected DD-MM-YYYY, found "${date.slice(0, 40)}"` }
  const value = millimetres(row[table.rain] as string)
  return typeof value === 'number' ? { observedAt, value } : { field: 'RR', ...value }
}

function midnightUtc(text: string): number | undefined {
  const [, day, month, year] = DATE.exec(text) ?? []
  if (day === undefined || month === undefined) return undefined
  return localInstant(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')} 00:00:00`, UTC)
}

function millimetres(text: string): number | { reason: string } {
  if (text === '' || text === '-') return { reason: 'missing' }
  if (!MILLIMETRES.test(text)) return { reason: `expected millimetres, found "${text.slice(0, 40)}"` }
  const value = Number(text.replace(',', '.'))
  const nothing = NOTHING.get(value)
  if (nothing !== undefined) return { reason: nothing }
  return value <= MOST_MILLIMETRES ? value : { reason: `${value} mm is outside 0 to ${MOST_MILLIMETRES}` }
}
