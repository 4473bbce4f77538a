import { offsetInstant } from '../push/offset-instant'
import { e164 } from './e164'
import type { Message, NoMessage } from './message'

/** One message a line, with or without `<number>\t<ISO time>\t` before it. */
export function textLines(text: string): (Message | NoMessage)[] {
  const messages: (Message | NoMessage)[] = []
  for (const [index, line] of text.split(/\r?\n/).entries()) if (line.trim() !== '') messages.push(readLine(line, `message ${index + 1}`))
  return messages
}

function readLine(line: string, label: string): Message | NoMessage {
  const [from = '', at = '', ...rest] = line.split('\t')
  const sender = rest.length > 0 ? e164(from) : undefined
  const receivedAt = offsetInstant(at.trim())
  if (sender === undefined && receivedAt === undefined) return { label, text: line, receivedAt: Number.NaN }
  if (receivedAt === undefined) return { label, field: 'time', reason: 'expected an ISO time with its offset after the number' }
  return { label, text: rest.join(' '), receivedAt, ...(sender === undefined ? {} : { sender }) }
}
