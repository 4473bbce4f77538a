import { DomainError } from '#libs/platform'
import type { Parameter } from '#libs/station'

/**
 * What a sensor or a table may say besides the parameters of a reading: `distance` (metres from the sensor down to the water) and
 * `rain_total` (mm since the counter began). They become water level and rain when the post they come from is known.
 */
export type ParsedParameter = Parameter | 'distance' | 'rain_total'

/** One measurement at one post, named as the source names it. */
export interface ParsedReading {
  readonly kind: 'reading'
  /** Trimmed name of the post or device in the source. */
  readonly name: string
  readonly parameter: ParsedParameter
  /** ms since the epoch. */
  readonly observedAt: number
  /** Water level in metres above the post's own zero, rain in mm over the interval, discharge in m3/s, battery in percent. */
  readonly value: number
  /** Rain: the length of the interval that ends at `observedAt`. */
  readonly intervalMinutes?: number
  /** The source's own words for the state, if it gives any. */
  readonly reportedStatus?: string
  /** Phone number (E.164) of the person who reported it: personal data, never printed or logged. */
  readonly reporter?: string
}

/** An earthquake as BMKG lists it. It has no id: see `matchEarthquake` for how revisions are recognised. */
export interface ParsedEarthquake {
  readonly kind: 'earthquake'
  readonly list: 'auto' | 'latest' | 'felt'
  readonly occurredAt: number
  readonly longitude: number
  readonly latitude: number
  readonly depthKm: number | null
  readonly magnitude: number
  /** The source's words for the place: never parsed for geography. */
  readonly place: string
  /** Places that felt it, with the lowest and highest intensity (MMI) reported. */
  readonly felt: readonly { readonly place: string; readonly low: number; readonly high: number }[]
  /** `unknown` when the text speaks of something else than a tsunami. */
  readonly tsunami: 'possible' | 'none' | 'unknown'
  /** The source's own words on its potential. */
  readonly potential: string | null
  readonly shakemap: string | null
}

/** A ring as CAP writes it, turned to [longitude, latitude]; the first point is the last. */
export type Ring = readonly (readonly [longitude: number, latitude: number])[]

export interface AlertArea {
  readonly description: string
  readonly polygons: readonly Ring[]
  readonly circles: readonly { readonly longitude: number; readonly latitude: number; readonly radiusKm: number }[]
  readonly geocodes: readonly { readonly name: string; readonly value: string }[]
}

export interface AlertInfo {
  /** RFC 3066 tag; `en-US` where the document says none (CAP 1.2, section 3.2.2). */
  readonly language: string
  readonly categories: readonly string[]
  readonly event: string
  readonly responseTypes: readonly string[]
  readonly urgency: string
  readonly severity: string
  readonly certainty: string
  readonly eventCodes: readonly { readonly name: string; readonly value: string }[]
  readonly effectiveAt: number | null
  readonly onsetAt: number | null
  readonly expiresAt: number | null
  readonly senderName: string | null
  readonly headline: string | null
  readonly description: string | null
  readonly instruction: string | null
  readonly web: string | null
  readonly contact: string | null
  readonly parameters: readonly { readonly name: string; readonly value: string }[]
  readonly areas: readonly AlertArea[]
}

/** A CAP alert of any publisher. One alert may speak several languages, or come once per language under one identifier. */
export interface ParsedAlert {
  readonly kind: 'alert'
  readonly capVersion: '1.0' | '1.1' | '1.2'
  readonly identifier: string
  readonly sender: string
  readonly sentAt: number
  readonly status: string
  readonly msgType: string
  readonly scope: string
  readonly references: readonly { readonly sender: string; readonly identifier: string; readonly sentAt: number }[]
  readonly infos: readonly AlertInfo[]
  /** It carries an XML signature (which is not verified here). */
  readonly signed: boolean
  /** What the document does against its schema and was read all the same. */
  readonly violations: readonly string[]
}

/** An entry of a list of alerts: where the alert itself is to be had. */
export interface ParsedAlertLink {
  readonly kind: 'alert-link'
  /** Of the alert, where the list gives it. */
  readonly identifier: string | null
  readonly link: string
  readonly title: string
  readonly publishedAt: number | null
}

/** One step of a forecast for one village. Null is "not said": never zero. */
export interface ParsedForecast {
  readonly kind: 'forecast'
  /** Dotted Kemendagri code. */
  readonly areaCode: string
  readonly analysisAt: number
  readonly validFrom: number
  readonly stepHours: number
  /** mm in the step. */
  readonly rain: number | null
  readonly temperature: number | null
  readonly humidity: number | null
  readonly cloudCover: number | null
  /** m/s. */
  readonly windSpeed: number | null
  /** Degrees the wind comes from. */
  readonly windDegrees: number | null
  readonly visibility: number | null
  readonly weatherCode: number | null
  readonly weather: string | null
}

export type ParsedItem = ParsedReading | ParsedEarthquake | ParsedAlert | ParsedAlertLink | ParsedForecast

/** An item that could not be taken: where it stands in the payload and why. */
export interface Reject {
  readonly item: string
  readonly field?: string
  readonly reason: string
}

export interface Parsed<Item extends ParsedItem = ParsedItem> {
  readonly items: Item[]
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
