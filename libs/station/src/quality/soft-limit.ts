import type { Level, QualityFlag } from './flag'
import type { QualitySettings } from './settings'

const beyond = (value: number, { softMin, softMax }: QualitySettings): number | undefined => {
  if (softMin !== undefined && value < softMin) return softMin
  return softMax !== undefined && value > softMax ? softMax : undefined
}

/**
 * Beyond what is usual here, though the post can measure it, and standing alone: the reading before it was not beyond the same
 * limit. The second reading on end is believed, for a flood beyond all floods must not be passed over. A value equal to a limit passes.
 *
 * @param previous the reading before, good or not, unless the post was silent between them
 * @returns what was measured and the limit, in the unit of the parameter
 * Source of the kind: soft limits ("doubtful"), Delft-FEWS validation rule sets.
 */
export function softLimit(reading: Level, previous: Level | undefined, settings: QualitySettings): QualityFlag | undefined {
  const limit = beyond(reading.value, settings)
  if (limit === undefined || (previous && beyond(previous.value, settings) === limit)) return undefined
  return { rule: 'soft-limit', measured: reading.value, limit }
}
