/** What goes to a provider for one phone. */
export interface OutgoingMessage {
  /** Names the attempt to the provider; see {@link import('../reference').makeReference}. */
  readonly reference: string
  /** E.164. */
  readonly to: string
  /** Frozen when it was planned. */
  readonly text: string
}

/** Why a number will never work on a channel. */
export type RefusalReason = 'invalid-number' | 'blocked' | 'unsubscribed' | 'other'

/** The answer to one attempt, in one of four honest words. */
export type SendOutcome =
  /** The provider has it; says nothing about the phone. */
  | { readonly kind: 'accepted'; readonly providerRef: string }
  /** This number will never work here: retire it. */
  | { readonly kind: 'refused'; readonly reason: RefusalReason }
  /** Proven that nothing left us (429, connection refused): retry. `channelFault`: the channel itself needs a person (a wrong key). */
  | { readonly kind: 'not-sent'; readonly retryAfterMs: number; readonly detail: string; readonly channelFault?: boolean }
  /** It may have left (time-out, reset): ask the provider, else a person. */
  | { readonly kind: 'unknown'; readonly detail: string }

/** What a provider knows of an attempt. Only a provider whose word is final answers `absent`. */
export type Lookup =
  | { readonly reference: string; readonly kind: 'found'; readonly providerRef: string }
  | { readonly reference: string; readonly kind: 'absent' }
  | { readonly reference: string; readonly kind: 'unsure'; readonly detail: string }

/** A way to reach phones. Every adapter passes `test/contracts/channel-contract.ts`. */
export interface Channel {
  readonly name: string
  /** The most messages one call takes. */
  readonly batchSize: number
  /** Whether real phones ring: such a channel refuses made-up contacts in every mode. */
  readonly real: boolean
  /**
   * One outcome for each message, in the order given. Never throws for what the outside world does; never retries by itself.
   *
   * @param validUntil on the wall clock: nothing may leave after it, and a provider that can is told to take nothing after it.
   *   A process that slept through it must not wake up and send what others have given up and asked about meanwhile.
   */
  send(batch: readonly OutgoingMessage[], validUntil: Date): Promise<SendOutcome[]>
  /** One answer for each reference, in the order given; a provider that can't be asked is `unsure`. */
  lookup(references: readonly string[]): Promise<Lookup[]>
}
