import { PayloadUnusable } from '../parsed'
import { isObject, type NetworkEvent } from './network-event'

export const LARGEST_EVENTS_BYTES = 8 * 1024 * 1024
/** An uplink has 242 bytes at most; what a network server says around it, with every gateway that heard it, stays far below. */
const LARGEST_EVENT_BYTES = 256 * 1024
const MOST_EVENTS = 20_000
const NEWLINE = 0x0a

export interface GivenEvent {
  readonly event?: NetworkEvent
  /** Why there is none. */
  readonly reason?: string
}

/**
 * Events of a payload: one JSON document, a JSON array of them, or one on each line. A line that is no JSON, or no UTF-8, spoils no
 * other line.
 * @throws PayloadUnusable when it is too large or empty, or is neither of the three
 */
export function readEvents(source: string, raw: Buffer): GivenEvent[] {
  if (raw.length > LARGEST_EVENTS_BYTES) throw new PayloadUnusable(source, `${raw.length} bytes; ${LARGEST_EVENTS_BYTES} are taken`)
  const whole = readJson(raw)
  const list =
    whole === undefined ? readLines(source, raw) : Array.isArray(whole.value) ? (whole.value as unknown[]).map(given) : [given(whole.value)]
  if (list.length > MOST_EVENTS) throw new PayloadUnusable(source, `more than ${MOST_EVENTS} events`)
  if (whole === undefined && !list.some(({ event }) => event)) throw new PayloadUnusable(source, 'no JSON event in it')
  return list
}

const given = (value: unknown): GivenEvent => (isObject(value) ? { event: value } : { reason: 'expected an event, found something else' })

function readLines(source: string, raw: Buffer): GivenEvent[] {
  const list: GivenEvent[] = []
  for (let from = 0; from < raw.length;) {
    const found = raw.indexOf(NEWLINE, from)
    const end = found < 0 ? raw.length : found
    const line = raw.subarray(from, end)
    from = end + 1
    if (isBlank(line)) continue
    if (list.length === MOST_EVENTS) throw new PayloadUnusable(source, `more than ${MOST_EVENTS} events`)
    if (line.length > LARGEST_EVENT_BYTES) list.push({ reason: `${line.length} bytes are no event` })
    else {
      const document = readJson(line)
      list.push(document ? given(document.value) : { reason: 'it is no JSON in UTF-8' })
    }
  }
  return list
}

const isBlank = (line: Buffer): boolean => line.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d)

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Undefined when the bytes are no UTF-8, or the text no JSON: the only two ways in which reading them fails. */
function readJson(bytes: Buffer): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(utf8.decode(bytes)) as unknown }
  } catch {
    return undefined
  }
}
