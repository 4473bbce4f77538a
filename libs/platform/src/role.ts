/** What a process does: an api answers, a worker works, a replay does both for a past flood, a tool (a benchmark) does neither by itself. */
export type ProcessRole = 'api' | 'worker' | 'replay' | 'tool'

/** Injection token of {@link ProcessRole}. */
export const ROLE = Symbol('ROLE')
