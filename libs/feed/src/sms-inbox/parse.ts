import { type Parsed, type ParsedReading, PayloadUnusable, type Reject } from '../parsed'
import { decodeJson, decodeText, isRecord } from '../push/decode-text'
import { gammuMessages, isGammuRow } from './gammu-rows'
import { gatewayMessage, isGatewayEvent, isGatewayMessage, messagesOfEvent } from './gateway-messages'
import type { Message, NoMessage } from './message'
import { type LevelReport, readReport } from './read-report'
import { textLines } from './text-lines'
import { dayAt, instantBefore } from './time-of-day'

export const SMS_INBOX = 'sms-inbox'
export const LARGEST_SMS_PAYLOAD = 1024 * 1024
const MOST_MESSAGES = 5_000
const LOOKS_LIKE_JSON = /^\s*(?:\{|\[\s*[\]{])/

/**
 * Messages of gate-keepers: as text, one a line; as the Android gateway's webhook; or as rows of Gammu's inbox. A message that reports no
 * level is rejected by its place. The time of a reading is what the text says (`JAM 21.30`), else when the message came; NaN in a file of
 * texts alone, which nothing takes in.
 * @throws PayloadUnusable
 */
export function parseSmsInbox(raw: Buffer): Parsed<ParsedReading> {
  const text = decodeText(SMS_INBOX, raw, LARGEST_SMS_PAYLOAD)
  const messages = LOOKS_LIKE_JSON.test(text) ? jsonMessages(decodeJson(SMS_INBOX, text)) : textLines(text)
  if (messages.length > MOST_MESSAGES) throw new PayloadUnusable(SMS_INBOX, `${messages.length} messages; ${MOST_MESSAGES} are taken`)
  const items: ParsedReading[] = []
  const rejects: Reject[] = []
  for (const message of messages) {
    const { label } = message
    if ('reason' in message) {
      rejects.push({ item: label, ...(message.field ? { field: message.field } : {}), reason: message.reason })
      continue
    }
    const { reports, refusals } = readReport(message.text)
    for (const refusal of refusals) rejects.push({ item: label, ...refusal })
    for (const report of reports) {
      const reading = readingOf(report, message)
      if ('reason' in reading) rejects.push(reading)
      else items.push(reading)
    }
  }
  return { items, rejects }
}

function jsonMessages(json: unknown): (Message | NoMessage)[] {
  const values: unknown[] = Array.isArray(json) ? json : [json]
  if (!Array.isArray(json) && !isGatewayEvent(json) && !isGatewayMessage(json) && !isGammuRow(json))
    throw new PayloadUnusable(SMS_INBOX, 'neither an event of the gateway nor rows of an inbox')
  const found = values.flatMap((value) => (isGatewayEvent(value) ? messagesOfEvent(value) : [value]))
  const labelled = found.map((value, index) => ({ value, label: `message ${index + 1}` }))
  const rows = labelled.filter((each): each is { value: Record<string, unknown>; label: string } => isGammuRow(each.value))
  const others = labelled.filter(({ value }) => !isGammuRow(value))
  return [
    ...gammuMessages(rows),
    ...others.map(({ value, label }) =>
      isRecord(value) ? gatewayMessage(value, label) : { label, reason: 'neither a message of the gateway nor a row of an inbox' },
    ),
  ]
}

function readingOf({ name, metres, time, day, status }: LevelReport, message: Message): ParsedReading | Reject {
  const { label, receivedAt, sender } = message
  const observedAt = time && Number.isFinite(receivedAt) ? instantBefore(time, receivedAt) : receivedAt
  if (observedAt === undefined)
    return { item: label, field: 'time', reason: 'its clock time is not within the twelve hours before it came' }
  if (day !== undefined && Number.isFinite(observedAt) && day !== dayAt(observedAt, time?.offsetHours))
    return { item: label, field: 'time', reason: 'it speaks of another day' }
  return {
    kind: 'reading',
    name,
    parameter: 'water_level',
    observedAt,
    value: metres,
    ...(status === undefined ? {} : { reportedStatus: status }),
    ...(sender === undefined ? {} : { reporter: sender }),
  }
}
