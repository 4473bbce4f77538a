/** received = stored + duplicates + rejected; suspect is part of stored. */
export interface Counts {
  readonly received: number
  readonly stored: number
  readonly duplicates: number
  readonly suspect: number
  readonly rejected: number
}

export const NOTHING: Counts = Object.freeze({ received: 0, stored: 0, duplicates: 0, suspect: 0, rejected: 0 })

export const plus = (a: Counts, b: Counts): Counts => ({
  received: a.received + b.received,
  stored: a.stored + b.stored,
  duplicates: a.duplicates + b.duplicates,
  suspect: a.suspect + b.suspect,
  rejected: a.rejected + b.rejected,
})
