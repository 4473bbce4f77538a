declare module '#libs/platform' {
  interface EventMap {
    /**
     * An earthquake is felt here by estimate, or may bring a tsunami; told inside the transaction that stored it, once, and again when a
     * revision makes it worse. For officers alone: BMKG is its author.
     */
    'risk.earthquake-felt': EarthquakeFelt
  }
}

export interface EarthquakeFelt {
  readonly earthquakeId: string
  readonly reason: 'tsunami' | 'intensity'
  readonly occurredAt: Date
  readonly magnitude: number
  /** Null where BMKG gives none: then the estimate assumes a shallow one. */
  readonly depthKm: number | null
  /** BMKG's words. */
  readonly place: string
  /** Strongest estimated intensity class (MMI) in any village. */
  readonly intensity: number
  /** The village it was estimated for. */
  readonly village: string
  readonly distanceKm: number
  /** Outside what the equation was fitted to. */
  readonly isRough: boolean
  readonly tsunami: 'possible' | 'none' | 'unknown'
  /** The strongest of BMKG's felt reports: evidence, in its words; no place of it is matched with ours. */
  readonly felt: { readonly place: string; readonly high: number } | null
}
