/** An event of a network server, not yet believed. */
export type NetworkEvent = Readonly<Record<string, unknown>>

export const isObject = (value: unknown): value is NetworkEvent => typeof value === 'object' && value !== null && !Array.isArray(value)

/** A member that is an object; an empty one when it is not. */
export function objectIn(event: NetworkEvent, member: string): NetworkEvent {
  const value = Object.hasOwn(event, member) ? event[member] : undefined
  return isObject(value) ? value : {}
}
