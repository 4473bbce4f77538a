import type { Severity } from '#libs/station'

declare module '#libs/platform' {
  interface EventMap {
    /** The zones of these stations were judged anew; told inside the transaction that stored the judgement. */
    'risk.assessed': { stationIds: string[]; at: Date }
  }
}

/** What is in force for the zones of one trigger station. */
export interface ZoneRisk {
  readonly stationId: string
  readonly severity: Severity
  readonly villages: readonly { readonly areaCode: string; readonly expectedArrivalAt: Date | null }[]
  readonly travelMinutes: number
}
