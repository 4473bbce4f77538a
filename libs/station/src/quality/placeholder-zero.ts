import type { QualityFlag, StationQuality } from './station-quality'

/** Flags an exact zero of a station whose source writes 0 for "no value" (Karet, Angke Hulu, Krukut Hulu). */
export const placeholderZero = (value: number, { zeroIsMissing }: StationQuality): QualityFlag | undefined =>
  zeroIsMissing && value === 0 ? { rule: 'placeholder-zero', measured: 0, limit: 0 } : undefined
