import type { Channel, StateByte } from '../sensor-model'

export const MILESIGHT = 'Milesight'

/** What every sensor of this maker may send beside its measurements: [id, type, bytes]. */
const HOUSEKEEPING: readonly (readonly [id: number, type: number, bytes: number])[] = [
  [0xff, 0x01, 1], // protocol version
  [0xff, 0x09, 2], // hardware version
  [0xff, 0x0a, 2], // firmware version
  [0xff, 0x0b, 1], // switched on
  [0xff, 0x0f, 1], // LoRaWAN class
  [0xff, 0x16, 8], // serial number
  [0xff, 0xfe, 1], // reset
  [0xff, 0xff, 2], // thing specification version
]

/** Answers to settings that were sent down, under id fe or ff: [type, bytes]. */
const ANSWERS: readonly (readonly [type: number, bytes: number])[] = [
  [0x02, 2], // collecting interval
  [0x03, 2], // reporting interval
  [0x06, 9], // alarm
  [0x10, 1], // reboot
  [0x11, 4], // time
  [0x13, 1], // installation height
  [0x17, 2], // time zone
  [0x1b, 5], // measuring range
  [0x1c, 2], // collecting anew
  [0x27, 1], // history cleared
  [0x28, 1], // status asked for
  [0x35, 8], // key between devices
  [0x3b, 1], // time synchronised
  [0x3e, 1], // distance switched off by tilt
  [0x4a, 1], // time asked for
  [0x56, 1], // time-of-flight detection
  [0x67, 1], // after power returns
  [0x68, 1], // history kept
  [0x69, 1], // history sent again
  [0x6a, 3], // interval of sending again
  [0x70, 2], // height of people
  [0x71, 1], // working mode
  [0x84, 1], // device to device
  [0x96, 8], // device to device, settings
  [0xf1, 4], // calibration
  [0xf2, 2], // alarms to send
  [0xf5, 1], // end of alarm reported
]

/** Source: Milesight-IoT/SensorDecoders, decoders of EM400-UDL, EM500-SWL and WTS506 (2025). */
export const COMMON_CHANNELS: readonly Channel[] = [
  ...HOUSEKEEPING.map(([id, type, bytes]) => ({ id, type, bytes })),
  ...[0xfe, 0xff].flatMap((id) => ANSWERS.map(([type, bytes]) => ({ id, type, bytes }))),
  {
    id: 0x01,
    type: 0x75,
    bytes: 1,
    measures: [{ name: 'battery', at: 0, kind: 'u8', divisor: 1, unit: '%', parameter: 'battery', range: [0, 100] }],
  },
]

/** The last byte of an alarm channel; the end of an alarm is no news. */
export const alarmAt = (at: number): StateByte => ({ at, words: { 1: 'threshold alarm' } })
