import { DomainError } from '#libs/platform'

/** What a parser found in a payload: one measurement at one post, named as the source names it. */
export interface ParsedReading {
  /** Trimmed name of the post in the source. */
  readonly name: string
  readonly parameter: 'water_level'
  /** ms since the epoch. */
  readonly observedAt: number
  /** Metres above the post's own zero. */
  readonly value: number
  /** The source's own words for the state, if it gives any. */
  readonly reportedStatus?: string
}

/** An item that could not be taken: where it stands in the payload and why. */
export interface Reject {
  readonly item: string
  readonly field?: string
  readonly reason: string
}

export interface Parsed {
  readonly items: ParsedReading[]
  readonly rejects: Reject[]
}

/** The payload as a whole is no answer of this source; nothing in it is believed. */
export class PayloadUnusable extends DomainError {
  readonly code = 'feed.payload-unusable'
  override readonly status = 422
  constructor(source: string, why: string) {
    super(`${source}: ${why}`)
  }
}

const MILLIMETRES = /^-?\d{1,7}(\.\d{1,6})?$/

/** Millimetres as text to metres; undefined when the text is no number a level can have. */
export function metresOfMillimetres(text: string): number | undefined {
  return MILLIMETRES.test(text) ? Number(text) / 1_000 : undefined
}
