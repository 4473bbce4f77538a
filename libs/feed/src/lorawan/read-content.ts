import type { Channel, Decoded, Group, Measure, NumberKind } from './sensor-model'

const READ: Readonly<Record<NumberKind, (bytes: Buffer, at: number) => number>> = {
  u8: (bytes, at) => bytes.readUInt8(at),
  i16le: (bytes, at) => bytes.readInt16LE(at),
  u16le: (bytes, at) => bytes.readUInt16LE(at),
  u32le: (bytes, at) => bytes.readUInt32LE(at),
  u16be: (bytes, at) => bytes.readUInt16BE(at),
  'u32be-low-first': (bytes, at) => bytes.readUInt16BE(at) + bytes.readUInt16BE(at + 2) * 0x1_0000,
}

/** A decoding under way. */
export interface Reading extends Decoded {
  unread?: string
}

export const nothingRead = (): Reading => ({ values: [], faults: [], states: [] })

/** Reads the content of one channel or group, which the caller knows to lie wholly inside the bytes, into `decoded`. */
export function readContent(decoded: Reading, content: Channel | Group, bytes: Buffer, start: number): void {
  const takenAt = 'takenAt' in content && content.takenAt !== undefined ? bytes.readUInt32LE(start + content.takenAt) * 1_000 : undefined
  for (const measure of content.measures ?? []) {
    const raw = READ[measure.kind](bytes, start + measure.at)
    const value = (raw - (measure.zero ?? 0)) / measure.divisor
    const reason = faultOf(measure, raw, value, bytes, start)
    if (reason === undefined) decoded.values.push({ measure, value, ...(takenAt === undefined ? {} : { takenAt }) })
    else decoded.faults.push({ field: measure.name, reason })
  }
  for (const { at, words } of content.states ?? []) {
    const word = words[bytes.readUInt8(start + at)]
    if (word !== undefined) decoded.states.push(word)
  }
}

function faultOf({ faults, faultsAt, range, unit }: Measure, raw: number, value: number, bytes: Buffer, start: number): string | undefined {
  const said = faults?.[raw] ?? (faultsAt && faultsAt.faults[READ[faultsAt.kind](bytes, start + faultsAt.at)])
  if (said !== undefined) return `the sensor reports a fault: ${said}`
  if (range && (value < range[0] || value > range[1])) return `${value} ${unit} is outside what it can measure (${range[0]} to ${range[1]})`
  return undefined
}
