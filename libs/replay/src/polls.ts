/** One visit to the source: what it answered at an instant. */
export interface Poll {
  readonly at: Date
  /** A payload as the source would have sent it: header and rows. */
  readonly payload: Buffer
}

const TIME = /(\d{4})-(\d{2})-(\d{2}) (\d{1,2}):(\d{2}):(\d{2})/
const WIB_OFFSET_HOURS = 7

/**
 * Cuts a recording into polls: rows in file order, the poll time being the latest observation time seen so far. A row whose time
 * cannot be read stays with the poll it stands in, where the parser rejects it by name.
 *
 * @param csv recording with a header line; times in WIB without offset
 */
export function cutIntoPolls(csv: string): Poll[] {
  const [header, ...lines] = csv.split(/\r?\n/).filter((line) => line.trim() !== '')
  if (header === undefined) return []
  const polls: { at: number; lines: string[] }[] = []
  for (const line of lines) {
    const time = observedAt(line)
    const current = polls.at(-1)
    if (!current || (time !== undefined && time > current.at)) polls.push({ at: time ?? 0, lines: [line] })
    else current.lines.push(line)
  }
  return polls.map(({ at, lines: own }) => ({ at: new Date(at), payload: Buffer.from(`${header}\n${own.join('\n')}\n`) }))
}

function observedAt(line: string): number | undefined {
  const match = TIME.exec(line)
  if (!match) return undefined
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number) as [number, number, number, number, number, number]
  return Date.UTC(year, month - 1, day, hour - WIB_OFFSET_HOURS, minute, second)
}
