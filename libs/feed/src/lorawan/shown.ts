const LONGEST = 40

/** Something from outside, for a message: as JSON, of bearable length. */
export const shown = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value).slice(0, LONGEST))
