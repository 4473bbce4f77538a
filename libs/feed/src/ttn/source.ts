import { LARGEST_EVENTS_BYTES } from '../lorawan/read-events'
import { resolveDevices } from '../lorawan/resolve-devices'
import type { FeedSource } from '../source'
import { parseTtn, TTN } from './parse'

/** Sensors of the regency itself, over The Things Stack v3: by MQTT, or by its webhook integration. */
export const ttn: FeedSource = {
  name: TTN,
  attribution: 'Sensor LoRaWAN (The Things Stack)',
  largestBytes: LARGEST_EVENTS_BYTES,
  retentionDays: 365,
  parse: parseTtn,
  intake: 'mqtt',
  resolve: resolveDevices,
}
