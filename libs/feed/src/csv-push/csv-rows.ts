import { parse as parseCsv } from 'csv-parse/sync'
import { PayloadUnusable } from '../parsed'
import { type Field, FIELDS, type Fields, REQUIRED } from './reading-fields'

export type Row = { readonly label: string } & ({ readonly fields: Fields } | { readonly reason: string })

/**
 * Rows of a CSV with a header, columns in any order, separated by commas or semicolons. Line by line: a torn row must not swallow those
 * after it. Columns nobody asked for are left alone.
 * @throws PayloadUnusable when the header is no header
 */
export function csvRows(source: string, text: string, mostRows: number): { rows: Row[]; decimalComma: boolean } {
  const lines = text.split(/\r?\n/)
  const head = lines.findIndex((line) => line.trim() !== '')
  const headLine = lines[head] as string
  const delimiter = headLine.includes(';') ? ';' : ','
  const header = splitLine(headLine, delimiter)?.map((name) => name.trim().toLowerCase()) ?? []
  const missing = REQUIRED.filter((field) => !header.includes(field))
  if (missing.length > 0) throw new PayloadUnusable(source, `the header lacks ${missing.join(', ')}`)
  const twice = FIELDS.find((field) => header.indexOf(field) !== header.lastIndexOf(field))
  if (twice) throw new PayloadUnusable(source, `the header names ${twice} twice`)
  const rows: Row[] = []
  for (let i = head + 1; i < lines.length; i += 1) {
    const line = lines[i] as string
    if (line.trim() === '') continue
    if (rows.length === mostRows) throw new PayloadUnusable(source, `more than ${mostRows} rows`)
    rows.push({ label: `row ${i + 1}`, ...readLine(line, delimiter, header) })
  }
  return { rows, decimalComma: delimiter === ';' }
}

function readLine(line: string, delimiter: string, header: readonly string[]): { fields: Fields } | { reason: string } {
  const cells = splitLine(line, delimiter)
  if (!cells) return { reason: 'its quotes do not close' }
  if (cells.length !== header.length) return { reason: `${cells.length} columns where ${header.length} are expected` }
  const cell = (field: Field): string | undefined => cells[header.indexOf(field)]
  const [station, parameter, time, value, interval] = FIELDS.map(cell)
  return { fields: { station, parameter, time, value, interval_minutes: interval } }
}

/** Most rows hold no quote: they are split as they are. */
function splitLine(line: string, delimiter: string): string[] | undefined {
  if (!line.includes('"')) return line.split(delimiter)
  try {
    return parseCsv(line, { delimiter, relax_column_count: true })[0] as string[] | undefined
  } catch {
    return undefined
  }
}
