import type { QualityFlag, StationQuality } from './station-quality'

/** Half a millimetre: the sources speak in whole millimetres. */
const SAME_METRES = 0.000_5

/** Flags a value by which the source says that it has none. `limit` is the sentinel that matched, metres. */
export function sentinel(value: number, { sentinels }: StationQuality): QualityFlag | undefined {
  for (const known of sentinels) {
    if (Math.abs(value - known) < SAME_METRES) return { rule: 'sentinel', measured: value, limit: known }
  }
  return undefined
}
