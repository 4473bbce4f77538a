import { type JudgedReading, MS_PER_HOUR, type QualityFlag, type StationQuality } from './station-quality'

/** Flags a reading that was old when it came: the source repeats the last value of a silent post. Evidence in hours. */
export function stale({ observedAt, receivedAt }: JudgedReading, { staleHours }: StationQuality): QualityFlag | undefined {
  const hours = (receivedAt.getTime() - observedAt.getTime()) / MS_PER_HOUR
  return hours > staleHours ? { rule: 'stale', measured: hours, limit: staleHours } : undefined
}
