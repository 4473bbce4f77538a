import type { Severity, StationBrief } from '#libs/contract'

/** What a screen shows: without a reading to go by it is not normal, it is not known. */
export type Shown = Severity | 'unknown'

type Seen = Pick<StationBrief, 'severity' | 'latestAt' | 'withheld' | 'degraded'>

/** A raised severity stands until it is lowered; a calm one is only as good as the reading it rests on. */
export const shownSeverity = ({ severity, latestAt, withheld, degraded }: Seen): Shown =>
  severity === 0 && (latestAt === null || withheld !== null || degraded.includes('stale')) ? 'unknown' : severity
