import type { Parsed, ParsedReading } from '../parsed'
import { devEuiOf } from '../lorawan/dev-eui'
import { instant } from '../lorawan/instant'
import { type NetworkEvent, objectIn } from '../lorawan/network-event'
import { parseEvents, type ReadEvent } from '../lorawan/parse-events'
import { payloadBytes } from '../lorawan/payload-bytes'
import { shown } from '../lorawan/shown'

export const TTN = 'ttn'

/**
 * Messages of The Things Stack v3 in JSON. `received_at` stands at three levels. Taken is that of `uplink_message`: the network server's
 * clock as the frame arrived. The outermost is the application server's, later by whatever queue or retry lay between; those of
 * `rx_metadata` are one for each gateway, by clocks nobody keeps. Zero and false are left out by the sender. A `decoded_payload` is not
 * read: the bytes are.
 * @throws PayloadUnusable when there is no message of The Things Stack in it
 */
export const parseTtn = (raw: Buffer): Parsed<ParsedReading> => parseEvents({ source: TTN, marker: 'end_device_ids', read: readEvent }, raw)

function readEvent(event: NetworkEvent): ReadEvent {
  const ids = objectIn(event, 'end_device_ids')
  const devEui = devEuiOf(ids['dev_eui'])
  if (devEui === undefined)
    return { kind: 'refused', field: 'end_device_ids.dev_eui', reason: `expected 16 hexadecimal digits, found ${shown(ids['dev_eui'])}` }
  if (!Object.hasOwn(event, 'uplink_message')) return { kind: 'other' }
  if (event['simulated'] === true)
    return { kind: 'refused', item: devEui, field: 'simulated', reason: 'somebody made this uplink up in the console' }
  const uplink = objectIn(event, 'uplink_message')
  const time = uplink['received_at'] ?? event['received_at']
  const observedAt = instant(time)
  if (observedAt === undefined) {
    const reason = `expected an instant with offset, found ${shown(time)}`
    return { kind: 'refused', item: devEui, field: 'uplink_message.received_at', reason }
  }
  const payload = payloadBytes(uplink['frm_payload'], uplink['decoded_payload'])
  if ('reason' in payload) return { kind: 'refused', item: devEui, field: 'uplink_message.frm_payload', reason: payload.reason }
  const attributes = [objectIn(uplink, 'attributes'), objectIn(event, 'attributes')]
  const names = [objectIn(uplink, 'version_ids')['model_id'], ...attributes.map((each) => each['model'])].filter(
    (name) => typeof name === 'string',
  )
  return { kind: 'uplink', uplink: { devEui, observedAt, bytes: payload.bytes, names } }
}
