/** The rules of quality control, by the name that stands beside a suspect reading. */
export type QualityRule =
  | 'range'
  | 'sentinel'
  | 'placeholder-zero'
  | 'stale'
  | 'stuck'
  | 'rate-of-rise'
  | 'rate-of-fall'
  | 'temporary-shift'
  | 'datum-jump'
  | 'soft-limit'
  | 'oscillation'
  | 'neighbour'
  | 'gate-keeper-disagrees'
  | 'accumulated'

/** Why a reading is suspect: what was measured and what was allowed, in the unit of the rule. */
export interface QualityFlag {
  readonly rule: QualityRule
  readonly measured: number
  readonly limit: number
}

/** A value at an instant; `at` in ms, `value` in the parameter's unit (water level: metres above the station's zero). */
export interface Level {
  readonly at: number
  readonly value: number
}

/** What such a reading says is no measurement: it neither continues nor ends what the readings around it say. */
const IMPOSSIBLE: ReadonlySet<string> = new Set<QualityRule>(['range', 'sentinel', 'placeholder-zero'])
export const isImpossible = (rule: string | null): boolean => rule !== null && IMPOSSIBLE.has(rule)

/** Rules that hold a post back until a person, a neighbour or the river itself decides. */
export const HOLDING_RULES = ['datum-jump', 'temporary-shift'] as const satisfies readonly QualityRule[]
