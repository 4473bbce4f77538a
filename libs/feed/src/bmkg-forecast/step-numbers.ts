import { type Fields, quoted, type Refusal, wordsOf } from '../bmkg-gempa/bmkg-json'

/** What the fields of a step may hold, in BMKG's units. */
const RANGES = {
  /** mm in the step */
  tp: [0, 500],
  /** degrees Celsius */
  t: [-20, 60],
  /** % */
  hu: [0, 100],
  /** % */
  tcc: [0, 100],
  /** km/h */
  ws: [0, 400],
  /** degrees the wind comes from; `wd` only names the eighth of the compass it falls into */
  wd_deg: [0, 360],
  /** metres */
  vs: [0, 100_000],
  /** code of the weather */
  weather: [0, 999],
} as const satisfies Readonly<Record<string, readonly [least: number, most: number]>>
type Field = keyof typeof RANGES

const NUMBER = /^-?\d{1,9}(\.\d{1,20})?$/
const STAND_FOR_NOTHING: ReadonlySet<number> = new Set([8888, 9999, -9999])

/**
 * The numbers of one step. What is absent or null is null and no fault; what is there and cannot be true is null as well, and refused by
 * its field. Zero is zero.
 */
export function stepNumbers(step: Fields): { numbers: Record<Field, number | null>; refusals: Refusal[] } {
  const refusals: Refusal[] = []
  const read = (field: Field): number | null => {
    const value = readNumber(step[field], field)
    if (typeof value === 'number' || value === null) return value
    refusals.push(value)
    return null
  }
  const fields = Object.keys(RANGES) as Field[]
  return { numbers: Object.fromEntries(fields.map((field) => [field, read(field)])) as Record<Field, number | null>, refusals }
}

function readNumber(raw: unknown, field: Field): number | null | Refusal {
  if (raw === undefined || raw === null || raw === '') return null
  const words = wordsOf(raw)
  if (words === undefined || !NUMBER.test(words)) return { field, reason: `expected a number, found ${quoted(words ?? typeof raw)}` }
  const value = Number(words)
  if (STAND_FOR_NOTHING.has(value)) return { field, reason: `${value} stands for no value` }
  const [least, most] = RANGES[field]
  if (value < least || value > most) return { field, reason: `${value} is outside ${least} to ${most}` }
  return field === 'weather' && !Number.isInteger(value) ? { field, reason: `${value} is no code` } : value
}
