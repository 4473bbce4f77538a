import { CsvError, parse } from 'csv-parse/sync'

/** The fields of one line; quotes are rare and looked at only where there are any. Undefined when a quote is torn. */
export function splitRow(line: string): string[] | undefined {
  if (!line.includes('"')) return line.split(',')
  try {
    const [fields] = parse(line, { relax_column_count: true })
    return fields ?? ['']
  } catch (error) {
    if (error instanceof CsvError) return undefined
    throw error
  }
}
