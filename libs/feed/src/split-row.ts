const QUOTE = '"'

/**
 * The fields of one line of comma-separated text: quotes around a field are taken off, a doubled quote inside stands for one.
 * @returns undefined when a quote is left open: this line is torn, the next one may be whole
 */
export function splitRow(line: string): string[] | undefined {
  if (!line.includes(QUOTE)) return line.split(',')
  const fields: string[] = []
  for (let at = 0; at <= line.length;) {
    if (line[at] !== QUOTE) {
      const end = line.indexOf(',', at)
      fields.push(line.slice(at, end < 0 ? undefined : end))
      if (end < 0) return fields
      at = end + 1
      continue
    }
    const close = closingQuote(line, at + 1)
    if (close === undefined) return undefined
    const end = line.indexOf(',', close)
    fields.push(line.slice(at + 1, close).replaceAll('""', QUOTE) + line.slice(close + 1, end < 0 ? undefined : end))
    if (end < 0) return fields
    at = end + 1
  }
  fields.push('')
  return fields
}

function closingQuote(line: string, from: number): number | undefined {
  for (let at = line.indexOf(QUOTE, from); at >= 0; at = line.indexOf(QUOTE, at + 2)) if (line[at + 1] !== QUOTE) return at
  return undefined
}
