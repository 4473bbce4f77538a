import type { Unit } from './level'
import { type TimeOfDay, timeOfDay } from './time-of-day'

export type Token =
  | { readonly kind: 'keyword' }
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'number'; readonly text: string; readonly negative: boolean; readonly unit: Unit | undefined | 'elevation' }
  | { readonly kind: 'time'; readonly time: TimeOfDay }
  /** `YYYY-MM-DD`. */
  | { readonly kind: 'day'; readonly day: string }
  | { readonly kind: 'status'; readonly text: string }
  /** A number that is no level: how much it rose, rain, discharge, a gate's opening, a telephone. */
  | { readonly kind: 'aside' }

const UNITS: ReadonlyMap<string, Unit | 'elevation'> = new Map([
  ...['CM', 'CMS', 'CN', 'SENTI', 'CENTI', 'SENTIMETER', 'CENTIMETER'].map((word) => [word, 'cm'] as const),
  ...['M', 'MTR', 'METER'].map((word) => [word, 'm'] as const),
  ...['MM', 'MILIMETER'].map((word) => [word, 'mm'] as const),
  ['MDPL', 'elevation'],
])
const UNIT = `(?:\\s*(${[...UNITS.keys()].toSorted((a, b) => b.length - a.length).join('|')})(?![\\p{L}\\d]))?`
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MEI', 'JUN', 'JUL', 'AG', 'SEP', 'OKT', 'NOV', 'DES']
const HOUR = '([01]?\\d|2[0-4])'
const END = '(?![\\p{L}\\d])'

const pattern = (source: string): RegExp => new RegExp(source, 'uy')

const KEYWORD = pattern(
  `(?:T[\\s.]{0,2}M[\\s.]{0,2}A\\.?(?!\\p{L})|TMA(?=\\p{L}{4})|TING{1,2}I\\s+(?:MUKA\\s+|PERMUKAAN\\s+)?A[IE]R${END}|KETINGGIAN\\s+(?:MUKA\\s+)?AIR${END}|(?:MUKA|LEVEL)\\s+AIR${END})`,
)
/** One slip of the thumb in TMA: believed only where a message begins. */
const SLIPPED_KEYWORD = pattern(`(?:TNA|TKA|TJA|TOA|TMS|TMQ|TMZ|TMB|TMC|RMA|YMA|GMA|UMA|TAM|MTA|TTMA|TMMA|TMAA|TM)${END}`)
const MARKED_TIME = pattern(
  `(?:JAM|JM|PUKUL|PKL|PK|WAKTU)[\\s.:]*${HOUR}(?:[.:,]?([0-5]\\d))?(?!\\d)(?:\\s*(PAGI|SIANG|SORE|MALAM)${END})?(?:\\s*(WIB|WITA|WIT)${END})?`,
)
const ZONED_TIME = pattern(`${HOUR}[.:,]?([0-5]\\d)\\s*(WIB|WITA|WIT)${END}`)
const COLON_TIME = pattern(`${HOUR}:([0-5]\\d)(?![\\d:])`)
const DAY = pattern(`(\\d{1,2})[-/.](\\d{1,2})[-/.]((?:20)?\\d{2})(?!\\d)`)
const ISO_DAY = pattern(`(20\\d{2})-(\\d{2})-(\\d{2})(?!\\d)`)
const WORDED_DAY = pattern(`(\\d{1,2})\\s*(${MONTHS.join('|')})\\p{L}*\\s*(20\\d{2})(?!\\d)`)
const STATUS = pattern(`SIAGA\\s*(?:[1-4]|IV|I{1,3})${END}`)
const ASIDES = [
  pattern(`\\+?\\d{9,15}(?!\\d)`),
  pattern(`(?:NAIK|TURUN|BERTAMBAH|BERKURANG)[\\s:]*\\d+(?:[.,]\\d+)?${UNIT}`),
  pattern(`(?:CH|(?:CURAH\\s+)?HUJAN|DEBIT|BUKAAN(?:\\s+PINTU)?|PINTU|POMPA)[\\s:=]*\\d+(?:[.,]\\d+)?(?:\\s*(?:MM|M3|CM)[\\p{L}\\d/]*)?`),
]
const NUMBER = pattern(`(\\d+(?:[.,]\\d+)*)${UNIT}`)
const WORD = pattern(`\\p{L}[\\p{L}.'’]*`)

const ARABIC_ZEROS = [0x0660, 0x06f0]

/** Upper case, without accents, with the digits and dashes of one kind. */
export const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{Mn}/gu, '')
    .replaceAll(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => {
      const code = digit.charCodeAt(0)
      return String(code - (ARABIC_ZEROS.findLast((zero) => zero <= code) as number))
    })
    .replaceAll(/[\u2010-\u2015\u2212]/g, '-')
    .replaceAll('_', ' ')
    .toUpperCase()

/** Cuts a plain text up. What belongs to none of the tokens separates them. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  for (let at = 0; at < text.length;) {
    const match = (form: RegExp): RegExpExecArray | null => {
      form.lastIndex = at
      return form.exec(text)
    }
    const found = readToken(match, tokens.length === 0, () => isMinus(text, at))
    if (found) tokens.push(found.token)
    at += found ? found.length : 1
  }
  return tokens
}

/** A dash before a number is a sign unless it ties the number to what stands before it. */
const isMinus = (text: string, at: number): boolean => text[at - 1] === '-' && (at === 1 || /[\s:=(]/.test(text[at - 2] as string))

type Match = (form: RegExp) => RegExpExecArray | null

function readToken(match: Match, isFirst: boolean, minus: () => boolean): { token: Token; length: number } | undefined {
  const token = (found: RegExpExecArray, read: Token) => ({ token: read, length: found[0].length })
  const keyword = match(KEYWORD) ?? (isFirst ? match(SLIPPED_KEYWORD) : null)
  if (keyword) return token(keyword, { kind: 'keyword' })
  const marked = match(MARKED_TIME)
  if (marked) return token(marked, { kind: 'time', time: timeOfDay(Number(marked[1]), Number(marked[2] ?? 0), marked[3], marked[4]) })
  const day = readDay(match)
  if (day) return day
  const zoned = match(ZONED_TIME)
  if (zoned) return token(zoned, { kind: 'time', time: timeOfDay(Number(zoned[1]), Number(zoned[2]), undefined, zoned[3]) })
  const colon = match(COLON_TIME)
  if (colon) return token(colon, { kind: 'time', time: timeOfDay(Number(colon[1]), Number(colon[2])) })
  const status = match(STATUS)
  if (status) return token(status, { kind: 'status', text: status[0].replace(/SIAGA\s*/, 'SIAGA ') })
  for (const form of ASIDES) {
    const aside = match(form)
    if (aside) return token(aside, { kind: 'aside' })
  }
  const number = match(NUMBER)
  if (number) return token(number, { kind: 'number', text: number[1] as string, negative: minus(), unit: UNITS.get(number[2] ?? '') })
  const word = match(WORD)
  return word ? token(word, { kind: 'word', text: word[0] }) : undefined
}

function readDay(match: Match): { token: Token; length: number } | undefined {
  const two = (text: string): string => text.padStart(2, '0')
  const iso = match(ISO_DAY)
  if (iso) return { token: { kind: 'day', day: iso[0] }, length: iso[0].length }
  const worded = match(WORDED_DAY)
  if (worded) {
    const month = MONTHS.indexOf(worded[2] as string) + 1
    return { token: { kind: 'day', day: `${worded[3]}-${two(String(month))}-${two(worded[1] as string)}` }, length: worded[0].length }
  }
  const day = match(DAY)
  if (!day) return undefined
  const [, date, month, year] = day as unknown as [string, string, string, string]
  return { token: { kind: 'day', day: `20${year.slice(-2)}-${two(month)}-${two(date)}` }, length: day[0].length }
}
