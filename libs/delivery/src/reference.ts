/** One attempt of one intent, as it is named to a provider: `message.contact-or-phone.channel.attempt`. */
export interface AttemptName {
  readonly messageId: string
  /** The contact's id, or a phone number (E.164) that belongs to no contact. */
  readonly recipient: string
  readonly channel: string
  readonly attempt: number
}

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const SHAPE = new RegExp(`^(${UUID})\\.(${UUID}|\\+[1-9]\\d{7,14})\\.([a-z0-9-]+)\\.([1-9]\\d{0,3})$`)

export const makeReference = (name: AttemptName): string => `${name.messageId}.${name.recipient}.${name.channel}.${name.attempt}`

/** @returns undefined for anything that {@link makeReference} did not make */
export function readReference(reference: string): AttemptName | undefined {
  const [, messageId, recipient, channel, attempt] = SHAPE.exec(reference) ?? []
  if (messageId === undefined || recipient === undefined || channel === undefined) return undefined
  return { messageId, recipient, channel, attempt: Number(attempt) }
}

export const isPhone = (recipient: string): boolean => recipient.startsWith('+')
