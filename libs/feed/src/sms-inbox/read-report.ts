import { readLevel } from './level'
import { postName } from './post-name'
import type { TimeOfDay } from './time-of-day'
import { plain, type Token, tokensOf } from './tokens'

/** A level that a text reports, in metres. */
export interface LevelReport {
  readonly name: string
  readonly metres: number
  readonly time?: TimeOfDay
  /** `YYYY-MM-DD`, where the text names the day. */
  readonly day?: string
  readonly status?: string
}

export interface Refusal {
  readonly field?: string
  readonly reason: string
}

/** Ten messages in one: a keeper's report takes a third of one. */
const LONGEST_TEXT = 1_600

type NumberToken = Extract<Token, { kind: 'number' }>

/** A name with the numbers that follow it; more than one cannot be told apart. */
interface Pair {
  readonly name: string | undefined
  readonly numbers: NumberToken[]
  time?: TimeOfDay
  status?: string
}

/**
 * Reads what a gate-keeper texts: `TMA MANGGARAI 785`, several posts in a text, with time, status and weather around it. Where a text can
 * be read in two ways it is refused. Nothing of it is repeated in a reason: it may hold a telephone number.
 */
export function readReport(text: string): { reports: LevelReport[]; refusals: Refusal[] } {
  if (text.length > LONGEST_TEXT) return { reports: [], refusals: [{ field: 'text', reason: `longer than ${LONGEST_TEXT} characters` }] }
  const tokens = tokensOf(plain(text))
  const first = tokens.findIndex((token) => token.kind === 'keyword')
  if (first < 0) return { reports: [], refusals: [{ reason: 'not a water level' }] }
  const pairs = pairsOf(tokens.slice(first + 1), postName(wordsAtEnd(tokens.slice(0, first))))
  const times = tokens.filter((token) => token.kind === 'time').map(({ time }) => time)
  const onlyTime = times.length > 0 && times.every((time) => isSame(time, times[0] as TimeOfDay)) ? times[0] : undefined
  const day = tokens.find((token) => token.kind === 'day')?.day
  const reports: LevelReport[] = []
  const refusals: Refusal[] = []
  for (const pair of pairs) {
    const time = pair.time ?? onlyTime
    const report = readPair(pair)
    if ('reason' in report) refusals.push(report)
    else if (!time && times.length > 0) refusals.push({ field: 'time', reason: 'several times: which belongs to the level?' })
    else reports.push({ ...report, ...(time ? { time } : {}), ...(day ? { day } : {}), ...(pair.status ? { status: pair.status } : {}) })
  }
  return { reports, refusals }
}

const isSame = (a: TimeOfDay, b: TimeOfDay): boolean => a.minutes === b.minutes && a.offsetHours === b.offsetHours

function readPair({ name, numbers }: Pair): { name: string; metres: number } | Refusal {
  const [number] = numbers
  if (!number) return { field: 'level', reason: 'no level is given' }
  if (numbers.length > 1) return { field: 'level', reason: 'two numbers: which is the level?' }
  if (name === undefined) return { field: 'name', reason: 'no post is named' }
  if (number.unit === 'elevation') return { field: 'level', reason: 'above the sea, not above the zero of the post' }
  const level = readLevel(number.text, number.negative, number.unit)
  return 'reason' in level ? { field: 'level', reason: level.reason } : { name, metres: level.metres }
}

/** The pairs of every section, a section being what stands between one keyword and the next. */
function pairsOf(tokens: readonly Token[], before: string | undefined): Pair[] {
  const end = tokens.findIndex((token) => token.kind === 'keyword')
  const section = end < 0 ? tokens : tokens.slice(0, end)
  const { pairs, wordsLeft } = readSection(section, before)
  return end < 0 ? pairs : [...pairs, ...pairsOf(tokens.slice(end + 1), postName(wordsLeft))]
}

/**
 * @param before the name in front of the keyword: `MANGGARAI TMA 785`
 * @returns `wordsLeft`: the words at the end that name nothing here, and may name what comes after the next keyword
 */
function readSection(section: readonly Token[], before: string | undefined): { pairs: Pair[]; wordsLeft: string[] } {
  const pairs: Pair[] = []
  let words: string[] = []
  for (const token of section) {
    const latest = pairs.at(-1)
    if (token.kind === 'word') words.push(token.text)
    else if (token.kind === 'time' && latest && !latest.time) latest.time = token.time
    else if (token.kind === 'status' && latest && !latest.status) latest.status = token.text
    else if (token.kind === 'number') {
      const name = postName(words)
      const number = words.at(-1) === 'MINUS' || words.at(-1) === 'MIN' ? { ...token, negative: true } : token
      if (name === undefined && latest) latest.numbers.push(number)
      else pairs.push({ name, numbers: [number] })
      words = []
    }
  }
  const [only] = pairs
  if (!only) return { pairs: [{ name: undefined, numbers: [] }], wordsLeft: words }
  if (only.name !== undefined) return { pairs, wordsLeft: words }
  if (before !== undefined) return { pairs: [{ ...only, name: before }, ...pairs.slice(1)], wordsLeft: words }
  // `785 MANGGARAI 720`: the name may belong to either number.
  if (pairs.length > 1) return { pairs: [{ name: undefined, numbers: pairs.flatMap(({ numbers }) => numbers) }], wordsLeft: [] }
  return { pairs: [{ ...only, name: postName(words) }], wordsLeft: [] }
}

function wordsAtEnd(tokens: readonly Token[]): string[] {
  const start = tokens.findLastIndex((token) => token.kind !== 'word')
  return tokens.slice(start + 1).flatMap((token) => (token.kind === 'word' ? [token.text] : []))
}
