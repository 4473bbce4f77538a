import type { Level, QualityFlag } from './flag'
import type { QualitySettings } from './settings'

const MS_PER_MINUTE = 60_000
const MS_PER_HOUR = 3_600_000

/** Sources that are people at the staff gauge; every other one is an instrument. */
const GATE_KEEPERS: ReadonlySet<string> = new Set(['sms-inbox'])
export const isGateKeeper = (source: string): boolean => GATE_KEEPERS.has(source)

function nearest(reading: Level, others: readonly Level[], withinMinutes: number): Level | undefined {
  let best: Level | undefined
  for (const other of others) {
    const apart = Math.abs(other.at - reading.at)
    if (apart <= withinMinutes * MS_PER_MINUTE && (!best || apart < Math.abs(best.at - reading.at))) best = other
  }
  return best
}

/**
 * The instrument and the person at the gauge say different things: neither is believed alone. Compared is with the nearest in time;
 * allowed is the tolerance and what the water itself may have done in between.
 *
 * @param others readings of the other kind (a person's for an instrument, an instrument's for a person) that their own rules believe
 * @returns difference against the allowed, in the unit of the parameter; undefined when nobody spoke within the time
 * Source of the kind: comparison of time series, Delft-FEWS validation rule sets.
 */
export function gateKeeperDisagrees(reading: Level, others: readonly Level[], settings: QualitySettings): QualityFlag | undefined {
  const { gateKeeper, risePerHour, fallPerHour } = settings
  const other = gateKeeper && nearest(reading, others, gateKeeper.withinMinutes)
  if (!gateKeeper || !other) return undefined
  const measured = Math.abs(reading.value - other.value)
  const [earlier, later] = reading.at < other.at ? [reading, other] : [other, reading]
  const perHour = later.value > earlier.value ? risePerHour : fallPerHour
  const limit = gateKeeper.tolerance + (perHour * (later.at - earlier.at)) / MS_PER_HOUR
  return measured > limit ? { rule: 'gate-keeper-disagrees', measured, limit } : undefined
}

/** The other kind of witness says the same, within the tolerance alone. */
export function isConfirmed(reading: Level, others: readonly Level[], { gateKeeper }: QualitySettings): boolean {
  const other = gateKeeper && nearest(reading, others, gateKeeper.withinMinutes)
  return other !== undefined && gateKeeper !== undefined && Math.abs(reading.value - other.value) <= gateKeeper.tolerance
}
