import { isRecord } from '../push/decode-text'
import { offsetInstant } from '../push/offset-instant'
import { e164 } from './e164'
import type { Message, NoMessage } from './message'

const RECEIVED: ReadonlySet<unknown> = new Set(['sms:received', 'sms:batch:received'])

/** An event of the Android gateway's webhook: `{event, payload}`. */
export const isGatewayEvent = (value: unknown): value is Record<string, unknown> =>
  isRecord(value) && typeof value['event'] === 'string' && isRecord(value['payload'])

/** A message as the gateway's webhook and its inbox list give it. */
export const isGatewayMessage = (value: unknown): value is Record<string, unknown> =>
  isRecord(value) && (typeof value['message'] === 'string' || typeof value['contentPreview'] === 'string')

/** The messages of an event: one, several in a batch, and none in the events that tell of something else (sent, delivered, ping). */
export function messagesOfEvent(event: Record<string, unknown>): unknown[] {
  const payload = event['payload'] as Record<string, unknown>
  if (!RECEIVED.has(event['event'])) return []
  return Array.isArray(payload['messages']) ? (payload['messages'] as unknown[]) : [payload]
}

/** Field names differ by version and by place: `phoneNumber` became `sender`, the inbox list says `contentPreview` and `createdAt`. */
export function gatewayMessage(value: Record<string, unknown>, label: string): Message | NoMessage {
  const text = value['message'] ?? value['contentPreview']
  if (typeof text !== 'string') return { label, field: 'message', reason: 'no text' }
  const time = value['receivedAt'] ?? value['createdAt']
  const receivedAt = typeof time === 'string' ? offsetInstant(time) : undefined
  if (receivedAt === undefined) return { label, field: 'receivedAt', reason: 'expected an ISO time with its offset' }
  const from = value['sender'] ?? value['phoneNumber']
  const sender = typeof from === 'string' ? e164(from) : undefined
  return { label, text, receivedAt, ...(sender === undefined ? {} : { sender }) }
}
