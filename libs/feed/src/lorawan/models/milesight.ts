import type { Channel, ChannelModel, Faults, Measure } from '../sensor-model'
import { alarmAt, MILESIGHT } from './milesight-common'

const FAULTS: Faults = { 0xfffd: 'no target, or out of range', 0xfffe: 'switched off', 0xffff: 'collecting failed' }
const SIGNED_FAULTS: Faults = { [-3]: 'out of range', [-2]: 'switched off', [-1]: 'collecting failed' }
/** An ultrasonic sensor is blind close to itself: it never measures nothing. */
const ECHO_FAULTS: Faults = { ...FAULTS, 0: 'no echo' }

const distance = (at: number): Measure => ({
  name: 'distance',
  at,
  kind: 'u16le',
  divisor: 1_000,
  unit: 'm',
  parameter: 'distance',
  faults: ECHO_FAULTS,
  range: [0.02, 10],
})

const temperature = (at: number): Measure => ({
  name: 'temperature',
  at,
  kind: 'i16le',
  divisor: 10,
  unit: 'degC',
  faults: SIGNED_FAULTS,
})

const depth = (at: number): Measure => ({
  name: 'water_level',
  at,
  kind: 'i16le',
  divisor: 100,
  unit: 'm',
  parameter: 'water_level',
  faults: SIGNED_FAULTS,
  range: [-1, 200],
})

const rainTotal = (at: number, kind: 'u16le' | 'u32le'): Measure => ({
  name: 'rainfall_total',
  at,
  kind,
  divisor: 100,
  unit: 'mm',
  parameter: 'rain_total',
  faults: kind === 'u16le' ? { 0xffff: 'collecting failed' } : { 0xffff_ffff: 'collecting failed' },
})

const EM400_CHANNELS: readonly Channel[] = [
  { id: 0x03, type: 0x67, bytes: 2, measures: [temperature(0)] },
  { id: 0x04, type: 0x82, bytes: 2, measures: [distance(0)] },
  { id: 0x05, type: 0x00, bytes: 1, states: [{ at: 0, words: { 1: 'tilted' } }] },
  { id: 0x06, type: 0x88, bytes: 9 }, // where it is
  { id: 0x83, type: 0x67, bytes: 3, measures: [temperature(0)], states: [alarmAt(2)] },
  { id: 0x84, type: 0x82, bytes: 3, measures: [distance(0)], states: [alarmAt(2)] },
]

/** Ultrasonic, looking down at the water. */
export const EM400_UDL: ChannelModel = {
  id: 'EM400-UDL',
  maker: MILESIGHT,
  source: 'github.com/Milesight-IoT/SensorDecoders EM_Series/EM400_Series/EM400-UDL (README and decoder, 2025); faults as EM410-RDL there',
  senses: 'distance',
  layout: 'channels',
  channels: EM400_CHANNELS,
}

/** Ultrasonic, looking down at the water. */
export const EM500_UDL: ChannelModel = {
  id: 'EM500-UDL',
  maker: MILESIGHT,
  source: 'github.com/Milesight-IoT/SensorDecoders EM_Series/EM500_Series/EM500-UDL (README, 2025); faults as EM410-RDL there',
  senses: 'distance',
  layout: 'channels',
  channels: [
    { id: 0x03, type: 0x82, bytes: 2, measures: [distance(0)] },
    { id: 0x83, type: 0xe9, bytes: 5, measures: [distance(0)], states: [alarmAt(4)] },
    { id: 0x20, type: 0xce, bytes: 6, takenAt: 0, measures: [distance(4)] },
  ],
}

/** Pressure probe in the water: depth above the probe, in cm. */
export const EM500_SWL: ChannelModel = {
  id: 'EM500-SWL',
  maker: MILESIGHT,
  source: 'github.com/Milesight-IoT/SensorDecoders EM_Series/EM500_Series/EM500-SWL (README and decoder, 2025)',
  senses: 'depth',
  layout: 'channels',
  channels: [
    { id: 0x03, type: 0x77, bytes: 2, measures: [depth(0)] },
    { id: 0x20, type: 0xce, bytes: 6, takenAt: 0, measures: [depth(4)] },
  ],
}

/** Weather station with a tipping bucket: rain since its counter began, in hundredths of a millimetre. */
export const WTS506: ChannelModel = {
  id: 'WTS506',
  maker: MILESIGHT,
  source: 'github.com/Milesight-IoT/SensorDecoders wts-series/wts506 (README and decoder, 2024)',
  senses: 'rain',
  layout: 'channels',
  channels: [
    { id: 0x03, type: 0x67, bytes: 2, measures: [temperature(0)] },
    { id: 0x04, type: 0x68, bytes: 1 }, // humidity
    { id: 0x05, type: 0x84, bytes: 2 }, // wind direction
    { id: 0x06, type: 0x73, bytes: 2 }, // pressure
    { id: 0x07, type: 0x92, bytes: 2 }, // wind speed
    { id: 0x08, type: 0x77, bytes: 3, measures: [rainTotal(0, 'u16le')] },
    { id: 0x08, type: 0xec, bytes: 5, measures: [rainTotal(0, 'u32le')] },
    { id: 0x83, type: 0x67, bytes: 3, measures: [temperature(0)], states: [alarmAt(2)] },
    { id: 0x86, type: 0x73, bytes: 3, states: [alarmAt(2)] },
    { id: 0x87, type: 0x92, bytes: 3, states: [alarmAt(2)] },
    { id: 0x88, type: 0xec, bytes: 6, measures: [rainTotal(0, 'u32le')], states: [alarmAt(5)] },
    { id: 0x20, type: 0xce, bytes: 15, takenAt: 0, measures: [rainTotal(13, 'u16le')] },
    { id: 0x21, type: 0xce, bytes: 17, takenAt: 0, measures: [rainTotal(13, 'u32le')] },
  ],
}
