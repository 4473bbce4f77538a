import type { Parameter } from './parameter'
import type { QualityRule } from './quality/flag'

/** Something that no rule can decide began with this reading: a step that stands still, or two witnesses who differ. */
export interface HeldReading {
  readonly stationId: string
  readonly parameter: Parameter
  /** Whose reading it is: a hold is of one source. */
  readonly source: string
  readonly rule: QualityRule
  readonly observedAt: Date
  /** In the unit of the parameter. */
  readonly value: number
}

declare module '#libs/platform' {
  interface EventMap {
    /** Told once when a hold begins, inside the transaction that stored the reading; not for each reading held. */
    'reading.held': HeldReading
    /** A person decided, or took a decision back: readings from `from` on may count otherwise than they did. */
    'quality.overridden': { stationId: string; parameter: Parameter; from: Date }
  }
}
