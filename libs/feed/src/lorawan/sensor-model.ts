import type { ParsedParameter } from '../parsed'

/** Sign, width and byte order of a number; the last is two 16-bit big-endian words of which the lower comes first. */
export type NumberKind = 'u8' | 'i16le' | 'u16le' | 'u32le' | 'u16be' | 'u32be-low-first'

/** Raw numbers by which a maker says that nothing was measured, with what each means. */
export type Faults = Readonly<Record<number, string>>

/** A number of an uplink: value = (raw - zero) / divisor. */
export interface Measure {
  /** As the maker's document calls it. */
  readonly name: string
  /** Bytes from the beginning of the channel's or group's content. */
  readonly at: number
  readonly kind: NumberKind
  readonly divisor: number
  readonly zero?: number
  /** Of the value. */
  readonly unit: 'm' | 'mm' | '%' | 'V' | 's' | 'degC' | 'uS/cm'
  /** What it is stored as, in that parameter's unit; without it the number is read and not stored. */
  readonly parameter?: ParsedParameter
  readonly faults?: Faults
  /** Another number whose value says that this one is no measurement. */
  readonly faultsAt?: { readonly at: number; readonly kind: NumberKind; readonly faults: Faults }
  /** What the instrument can measure, both ends included; beyond it the value is no measurement. */
  readonly range?: readonly [low: number, high: number]
}

/** A byte whose values are words; only those worth telling stand here. */
export interface StateByte {
  readonly at: number
  readonly words: Readonly<Record<number, string>>
}

interface Content {
  readonly measures?: readonly Measure[]
  readonly states?: readonly StateByte[]
}

/** Channel id, type, then so many bytes. */
export interface Channel extends Content {
  readonly id: number
  readonly type: number
  readonly bytes: number
  /** Where a history channel keeps the instant of its measurement: seconds since the epoch, 32 bits, little-endian. */
  readonly takenAt?: number
}

/** Values of one instrument, present when its flag is set; the first group has the lowest flag. */
export interface Group extends Content {
  readonly bytes: number
}

interface ModelCard {
  /** As devices.json, device profiles and repositories of devices write it. */
  readonly id: string
  readonly maker: string
  /** The public document the layout is taken from. */
  readonly source: string
  /** `distance` falls while the water rises; `depth` is the water above a submersible probe. */
  readonly senses: 'distance' | 'depth' | 'rain'
  /** Of the tipping bucket the layout's millimetres assume. */
  readonly rainMmPerTip?: number
}

/** Channel after channel, in any order. */
export interface ChannelModel extends ModelCard {
  readonly layout: 'channels'
  readonly channels: readonly Channel[]
}

/** Version byte, device number (16 bits), flags (16 bits), then the flagged groups; everything big-endian. */
export interface FlaggedModel extends ModelCard {
  readonly layout: 'flagged-groups'
  readonly version: number
  readonly groups: readonly Group[]
}

export type SensorModel = ChannelModel | FlaggedModel

export interface DecodedValue {
  readonly measure: Measure
  readonly value: number
  /** ms since the epoch, where the sensor itself says when: history sent later. */
  readonly takenAt?: number
}

export interface Decoded {
  readonly values: DecodedValue[]
  /** Numbers that are no measurement, with why. */
  readonly faults: { readonly field: string; readonly reason: string }[]
  /** What the sensor says of itself. */
  readonly states: string[]
  /** Why the bytes from some place on could not be read. */
  readonly unread?: string
}
