declare module '#libs/platform' {
  interface EventMap {
    /** New readings of these stations are stored; told inside the transaction that stored them. */
    'readings.stored': { payloadId: string; stationIds: string[]; receivedAt: Date }
    /** Alerts of other authorities are new, changed, or began or ceased to be in effect. */
    'bulletin.stored': { bulletinIds: string[]; at: Date }
    /** An earthquake is new, or what is said of it changed. */
    'earthquake.stored': { earthquakeId: string; isNew: boolean; at: Date }
    /** A source is dead, or lives again after it was. Told once each way. */
    'feed.paged': { source: string; what: 'dead' | 'recovered'; detail: string; at: Date }
  }
}

export {}
