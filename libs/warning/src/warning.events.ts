declare module '#libs/platform' {
  interface EventMap {
    /** A draft stands before the officers; told inside the transaction that stored it. */
    'warning.drafted': { warningId: string }
    /** A warning was approved; told after its transaction committed. */
    'warning.approved': { warningId: string; revision: number }
  }
}

export {}
