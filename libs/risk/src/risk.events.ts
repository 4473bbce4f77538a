import type { Severity } from '#libs/station'

declare module '#libs/platform' {
  interface EventMap {
    /** The zones of these stations and sites were judged anew; told inside the transaction that stored the judgement. */
    'risk.assessed': { stationIds: string[]; sites?: string[]; at: Date }
  }
}

/** What is in force for the zones of one trigger. */
interface InForce {
  readonly severity: Severity
  /** The worst zone reached. */
  readonly zoneId: string | null
  readonly villages: readonly { readonly areaCode: string; readonly expectedArrivalAt: Date | null }[]
  readonly travelMinutes: number
}

/** What is in force for the zones of one trigger station. */
export interface StationRisk extends InForce {
  readonly trigger: 'station'
  readonly stationId: string
}

/** What is in force for the zones of a site that rain sets off. */
export interface SiteRisk extends InForce {
  readonly trigger: 'rain'
  readonly site: string
  /** What the last judgement rested on. */
  readonly facts: SiteFacts
  /** rain-unknown, antecedent-unknown */
  readonly degraded: readonly string[]
  /** Villages of all its zones: where the rain is not known, they are told so at severity 0 too. */
  readonly watched: readonly string[]
}

export type ZoneRisk = StationRisk | SiteRisk

/** What a site's judgement rested on. mm; null is "not known". */
export interface SiteFacts {
  /** The threshold that was reached; null when none is. */
  readonly reached: {
    readonly zoneId: string
    readonly hours: number
    readonly mm: number
    readonly threshold: number
    readonly by: 'rain' | 'bulletin'
  } | null
  readonly day: number | null
  readonly antecedent: number | null
  /** A note: a forecast alone raises nothing. */
  readonly forecastDay: number | null
  /** Event of the bulletin in effect; its author's, not ours. */
  readonly bulletin: string | null
}
