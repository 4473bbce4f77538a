declare module '#libs/platform' {
  interface EventMap {
    /** New readings of these stations are stored; told inside the transaction that stored them. */
    'readings.stored': { payloadId: string; stationIds: string[]; receivedAt: Date }
  }
}

export {}
