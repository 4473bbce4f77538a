import { LARGEST_EVENTS_BYTES } from '../lorawan/read-events'
import { resolveDevices } from '../lorawan/resolve-devices'
import type { FeedSource } from '../source'
import { CHIRPSTACK, parseChirpstack } from './parse'

/** Sensors of the regency itself, over a ChirpStack v4 network server: by MQTT, or by its HTTP integration to the webhook. */
export const chirpstack: FeedSource = {
  name: CHIRPSTACK,
  attribution: 'Sensor LoRaWAN (ChirpStack)',
  largestBytes: LARGEST_EVENTS_BYTES,
  retentionDays: 365,
  parse: parseChirpstack,
  intake: 'mqtt',
  resolve: resolveDevices,
}
