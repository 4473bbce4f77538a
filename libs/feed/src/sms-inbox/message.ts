/** A text that came in, whatever brought it. */
export interface Message {
  /** How rejects call it: its place in the payload, never who sent it. */
  readonly label: string
  readonly text: string
  /** ms since the epoch; NaN where nothing says when it came (a file of texts alone). */
  readonly receivedAt: number
  /** E.164. */
  readonly sender?: string
}

/** What stands where a message was expected. */
export interface NoMessage {
  readonly label: string
  readonly field?: string
  readonly reason: string
}
