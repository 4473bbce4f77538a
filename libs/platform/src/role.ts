/** What a process does: an api answers, a worker works, a replay does both for a past flood. */
export type ProcessRole = 'api' | 'worker' | 'replay'

/** Injection token of {@link ProcessRole}. */
export const ROLE = Symbol('ROLE')
