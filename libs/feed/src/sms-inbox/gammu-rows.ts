import { localInstant } from '../local-instant'
import { isRecord } from '../push/decode-text'
import { offsetInstant } from '../push/offset-instant'
import { e164 } from './e164'
import type { Message, NoMessage } from './message'
import { joinParts, type Part, partOf } from './multipart'

const WIB_HOURS = 7

/** A row of the table `inbox` of Gammu's SMS daemon. */
export const isGammuRow = (value: unknown): value is Record<string, unknown> => isRecord(value) && typeof value['TextDecoded'] === 'string'

interface Row extends Message {
  readonly part: Part | undefined
}

/** Rows to messages: a long message comes in several rows. The daemon writes times of its own place, without an offset: read as WIB. */
export function gammuMessages(
  rows: readonly { readonly value: Record<string, unknown>; readonly label: string }[],
): (Message | NoMessage)[] {
  const read = rows.map(({ value, label }) => readRow(value, label))
  const whole: (Message | NoMessage)[] = []
  const parts: Row[] = []
  for (const row of read) {
    if ('reason' in row || !row.part) whole.push(row)
    else parts.push(row)
  }
  return [...whole, ...joinParts(parts)]
}

function readRow(value: Record<string, unknown>, label: string): Row | NoMessage {
  const time = value['ReceivingDateTime']
  const receivedAt = typeof time === 'string' ? (offsetInstant(time) ?? localInstant(time, WIB_HOURS)) : undefined
  if (receivedAt === undefined) return { label, field: 'ReceivingDateTime', reason: 'expected YYYY-MM-DD HH:MM:SS' }
  const from = value['SenderNumber']
  const sender = typeof from === 'string' ? e164(from) : undefined
  const udh = value['UDH']
  return {
    label,
    text: value['TextDecoded'] as string,
    receivedAt,
    ...(sender === undefined ? {} : { sender }),
    part: typeof udh === 'string' ? partOf(udh) : undefined,
  }
}
