import { localInstant } from '../local-instant'
import { type Parsed, type ParsedReading, PayloadUnusable, type Reject } from '../parsed'

export const DSDA_HISTORY = 'dsda-history'
export const LARGEST_BYTES = 1024 * 1024
/** The agency's text names no post. */
const UNNAMED = 'history'
const WIB_HOURS = 7
const CENTIMETRES_PER_METRE = 100
const POST = /^#[ \t]*post[ \t]*:([^\n]*)(?:\n|$)/i
const TIME = /^(\d{4}-\d{2}-\d{2}) +(\d{1,2})\.(\d{2})\.(\d{2})$/
const CENTIMETRES = /^-?\d{1,6}(?:\.\d{1,4})?$/

/**
 * The agency's ten-minute history of one post: `time,level;time,level;|thresholds|` and an empty web page. Levels are cm above the post's
 * own zero and become metres; times are WIB, their hour may have one digit. The thresholds (in mm) are not read: ladders come from the
 * region package. The post is not named in it (the address asked for names it): whoever lays the file down puts a line
 * `# post: <name>` before it. Without one the readings are those of a post called "history", which no region knows.
 * @throws PayloadUnusable when there is no history in it
 */
export function parseDsdaHistory(raw: Buffer): Parsed<ParsedReading> {
  if (raw.length > LARGEST_BYTES) throw new PayloadUnusable(DSDA_HISTORY, `${raw.length} bytes; ${LARGEST_BYTES} are taken`)
  const text = raw.toString('utf8').replace(/^\ufeff/, '')
  const { name, body } = namedPost(text)
  const { pieces, isWhole } = pointsOf(body)
  const items: ParsedReading[] = []
  const rejects: Reject[] = []
  for (const [i, piece] of pieces.entries()) {
    const isTorn = !isWhole && i === pieces.length - 1
    const read = isTorn ? { reason: 'the text ends in it: its level may lack digits' } : readPoint(piece)
    if ('reason' in read) rejects.push({ item: `point ${i + 1}`, ...read })
    else items.push({ kind: 'reading', name, parameter: 'water_level', ...read })
  }
  return { items, rejects }
}

function namedPost(text: string): { name: string; body: string } {
  const line = POST.exec(text)
  if (!line) return { name: UNNAMED, body: text }
  const name = (line[1] as string).replace(/[\s\p{Cc}]+/gu, ' ').trim()
  if (name === '') throw new PayloadUnusable(DSDA_HISTORY, 'the line "# post:" names none')
  return { name, body: text.slice(line[0].length) }
}

/** The points before the thresholds; each ends with a semicolon or with the bar, or it is torn. */
function pointsOf(body: string): { pieces: string[]; isWhole: boolean } {
  const said = body.split('<', 1)[0] as string
  if (said.trim() === '') throw new PayloadUnusable(DSDA_HISTORY, body.trim() === '' ? 'the payload is empty' : 'it is a web page')
  const bar = said.indexOf('|')
  const points = (bar < 0 ? said : said.slice(0, bar)).trim()
  const pieces = points
    .split(';')
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
  const isHistory = pieces.length === 0 ? bar >= 0 : pieces.some((piece) => !('reason' in readPoint(piece)))
  if (!isHistory) throw new PayloadUnusable(DSDA_HISTORY, 'there is no point "YYYY-MM-DD HH.MM.SS,level" in it')
  return { pieces, isWhole: bar >= 0 || points.endsWith(';') }
}

function readPoint(piece: string): Pick<ParsedReading, 'observedAt' | 'value'> | { field: string; reason: string } {
  const comma = piece.indexOf(',')
  const time = (comma < 0 ? piece : piece.slice(0, comma)).trim()
  const level = comma < 0 ? '' : piece.slice(comma + 1).trim()
  const [, day, hour, minute, second] = TIME.exec(time) ?? []
  const observedAt = hour === undefined ? undefined : localInstant(`${day} ${hour.padStart(2, '0')}:${minute}:${second}`, WIB_HOURS)
  if (observedAt === undefined) return { field: 'time', reason: `expected YYYY-MM-DD HH.MM.SS, found "${time.slice(0, 40)}"` }
  if (!CENTIMETRES.test(level)) return { field: 'level', reason: `expected centimetres, found "${level.slice(0, 40)}"` }
  return { observedAt, value: Number(level) / CENTIMETRES_PER_METRE }
}
