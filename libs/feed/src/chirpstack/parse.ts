import type { Parsed, ParsedReading } from '../parsed'
import { devEuiOf } from '../lorawan/dev-eui'
import { instant } from '../lorawan/instant'
import { type NetworkEvent, objectIn } from '../lorawan/network-event'
import { parseEvents, type ReadEvent } from '../lorawan/parse-events'
import { payloadBytes } from '../lorawan/payload-bytes'
import { shown } from '../lorawan/shown'

export const CHIRPSTACK = 'chirpstack'

/** The type of an event stands in its topic or query, not in its body; these members only an uplink has. */
const OF_UPLINKS = ['rxInfo', 'data', 'fPort'] as const

/**
 * Events of ChirpStack v4 in JSON. The time is that of the network server at reception, for the sensors themselves send none. Zero and
 * false are left out by the sender. An `object` its codec made is not read: the bytes are.
 * @throws PayloadUnusable when there is no event of ChirpStack in it
 */
export const parseChirpstack = (raw: Buffer): Parsed<ParsedReading> =>
  parseEvents({ source: CHIRPSTACK, marker: 'deviceInfo', read: readEvent }, raw)

function readEvent(event: NetworkEvent): ReadEvent {
  const deviceInfo = objectIn(event, 'deviceInfo')
  const devEui = devEuiOf(deviceInfo['devEui'])
  if (devEui === undefined)
    return { kind: 'refused', field: 'deviceInfo.devEui', reason: `expected 16 hexadecimal digits, found ${shown(deviceInfo['devEui'])}` }
  if (!OF_UPLINKS.some((member) => Object.hasOwn(event, member))) return { kind: 'other' }
  if (Object.hasOwn(event, 'joinServerContext') && event['joinServerContext'] !== null)
    return { kind: 'refused', item: devEui, field: 'joinServerContext', reason: 'its bytes are encrypted for the join server' }
  const observedAt = instant(event['time'])
  if (observedAt === undefined)
    return { kind: 'refused', item: devEui, field: 'time', reason: `expected an instant with offset, found ${shown(event['time'])}` }
  const payload = payloadBytes(event['data'], event['object'])
  if ('reason' in payload) return { kind: 'refused', item: devEui, field: 'data', reason: payload.reason }
  const names = [deviceInfo['deviceProfileName'], objectIn(deviceInfo, 'tags')['model']].filter((name) => typeof name === 'string')
  return { kind: 'uplink', uplink: { devEui, observedAt, bytes: payload.bytes, names } }
}
