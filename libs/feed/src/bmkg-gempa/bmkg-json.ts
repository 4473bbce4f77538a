import { PayloadUnusable, type Reject } from '../parsed'

/** What an object of an answer holds, none of it believed yet. */
export type Fields = Readonly<Record<string, unknown>>

/** Why one item, or one field of it, is not taken. */
export type Refusal = Omit<Reject, 'item'>

const LONGEST_TEXT = 2_000
const CONTROLS = /[\s\p{Cc}]+/gu

export const fieldsOf = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined

/**
 * A field as text: BMKG writes numbers as text in one place and as numbers in another. Runs of spaces become one, control characters
 * (which the database cannot hold) and halves of characters are taken out.
 * @returns undefined for nothing: absent, null, empty, or no text at all
 */
export function wordsOf(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value
  if (typeof text !== 'string') return undefined
  const words = Buffer.from(text.slice(0, LONGEST_TEXT).replace(CONTROLS, ' ')).toString('utf8').trim()
  return words === '' ? undefined : words
}

/** At most this much of what was found is quoted in a reason. */
export const quoted = (text: string): string => `"${text.slice(0, 40)}"`

/** @throws PayloadUnusable when it is too large, not UTF-8, no JSON, or no object */
export function readAnswer(source: string, raw: Buffer, largestBytes: number): Fields {
  if (raw.length > largestBytes) throw new PayloadUnusable(source, `${raw.length} bytes; ${largestBytes} are taken`)
  let answer: unknown
  try {
    answer = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(raw))
  } catch (error) {
    throw new PayloadUnusable(source, `it is no JSON in UTF-8: ${(error as Error).message.slice(0, 200)}`)
  }
  const fields = fieldsOf(answer)
  if (!fields) throw new PayloadUnusable(source, 'it is no JSON object')
  return fields
}

/** An answer of another shape; when it is BMKG's own refusal, in BMKG's words. */
export function notTheAnswer(source: string, answer: Fields, why: string): PayloadUnusable {
  const message = wordsOf(answer.message) ?? wordsOf(answer.error)
  return new PayloadUnusable(source, message === undefined ? why : `BMKG says: ${message}`)
}
