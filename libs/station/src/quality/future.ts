/** Clocks of gauges and servers differ; more than this is not a clock's drift. */
export const FUTURE_TOLERANCE_MS = 10 * 60_000

/** Whether a reading claims to be from later than its arrival. Such a reading is rejected, not stored: its time is not its time. */
export const isFuture = (observedAt: Date, receivedAt: Date): boolean => observedAt.getTime() > receivedAt.getTime() + FUTURE_TOLERANCE_MS
