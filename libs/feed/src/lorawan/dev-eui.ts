const EUI = /^[0-9a-f]{16}$/i

/** A device's identifier, lower case: network servers differ in how they write it. Undefined when it is none. */
export const devEuiOf = (text: unknown): string | undefined => (typeof text === 'string' && EUI.test(text) ? text.toLowerCase() : undefined)
