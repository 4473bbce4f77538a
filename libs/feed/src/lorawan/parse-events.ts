import { type Parsed, type ParsedReading, PayloadUnusable, type Reject } from '../parsed'
import { isObject, type NetworkEvent } from './network-event'
import { readEvents } from './read-events'
import { readingsOf, type Uplink } from './uplink'

export type ReadEvent =
  | { readonly kind: 'uplink'; readonly uplink: Uplink }
  /** Join, acknowledgement, status and the like. */
  | { readonly kind: 'other' }
  | { readonly kind: 'refused'; readonly item?: string; readonly field: string; readonly reason: string }

/** How one kind of network server speaks. */
export interface EventFormat {
  readonly source: string
  /** The member that every event of it has. */
  readonly marker: string
  readonly read: (event: NetworkEvent) => ReadEvent
}

/**
 * Readings of one or many events. One that is wrong is rejected by its device or number, the others go on.
 * @throws PayloadUnusable when not one of them is an event of this network server
 */
export function parseEvents({ source, marker, read }: EventFormat, raw: Buffer): Parsed<ParsedReading> {
  const items: ParsedReading[] = []
  const rejects: Reject[] = []
  const events = readEvents(source, raw)
  let own = 0
  for (const [index, { event, reason }] of events.entries()) {
    const item = `event ${index + 1}`
    if (event === undefined) rejects.push({ item, reason: reason ?? 'expected an event' })
    else if (!isObject(event[marker])) rejects.push({ item, field: marker, reason: 'missing' })
    else {
      own += 1
      const answer = read(event)
      if (answer.kind === 'refused') rejects.push({ item: answer.item ?? item, field: answer.field, reason: answer.reason })
      else if (answer.kind === 'uplink') {
        const readings = readingsOf(answer.uplink)
        items.push(...readings.items)
        rejects.push(...readings.rejects)
      }
    }
  }
  if (own === 0 && events.length > 0) throw new PayloadUnusable(source, `no event with ${marker} in it`)
  return { items, rejects }
}
