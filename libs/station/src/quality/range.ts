import type { QualityFlag, StationQuality } from './station-quality'

/** Flags a level the station cannot show; a level equal to a limit passes. `measured` in metres. */
export function range(value: number, { hardMin, hardMax }: StationQuality): QualityFlag | undefined {
  if (value < hardMin) return { rule: 'range', measured: value, limit: hardMin }
  return value > hardMax ? { rule: 'range', measured: value, limit: hardMax } : undefined
}
