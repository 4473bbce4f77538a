/** What quality control knows about one station: its row's `quality` column. Levels are metres above the station's zero. */
export interface StationQuality {
  readonly hardMin: number
  readonly hardMax: number
  /** Metres per hour: a rise equal to the limit passes. */
  readonly risePerHour: number
  /** Metres per hour, as a positive number. */
  readonly fallPerHour: number
  /** One value for this long is no longer believed. */
  readonly stuckHours: number
  /** The source writes 0 when it has no value. */
  readonly zeroIsMissing: boolean
  /** Values by which the source or its logger says "no value", e.g. -9.999. */
  readonly sentinels: readonly number[]
  /** A reading older than this on arrival says nothing about now. */
  readonly staleHours: number
}

export type QualityRule = 'sentinel' | 'placeholder-zero' | 'range' | 'rate-of-rise' | 'rate-of-fall' | 'stuck' | 'stale'

/** Why a reading is not believed: the rule, what it measured and the limit it measured against. */
export interface QualityFlag {
  readonly rule: QualityRule
  readonly measured: number
  readonly limit: number
}

/** A reading under test; `value` in metres above the station's own zero. */
export interface JudgedReading {
  readonly observedAt: Date
  readonly receivedAt: Date
  readonly value: number
}

export interface Judgement {
  readonly quality: 'good' | 'suspect'
  readonly rule?: QualityRule
  readonly evidence?: { readonly measured: number; readonly limit: number }
}

export const MS_PER_HOUR = 3_600_000
