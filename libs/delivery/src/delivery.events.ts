declare module '#libs/platform' {
  interface EventMap {
    /** These inbound texts are reports; told inside the transaction that read them. */
    'report.received': { inboundIds: string[] }
  }
}

export {}
