import { COMMON_CHANNELS } from './models/milesight-common'
import { nothingRead, readContent, type Reading } from './read-content'
import type { Channel, ChannelModel, Decoded, FlaggedModel, SensorModel } from './sensor-model'

/** Never throws, whatever the bytes: what cannot be read is told in `unread`. */
export const decode = (model: SensorModel, bytes: Buffer): Decoded =>
  model.layout === 'channels' ? decodeChannels(model, bytes) : decodeGroups(model, bytes)

const hex = (byte: number): string => byte.toString(16).padStart(2, '0')
const keyOf = (id: number, type: number): number => id * 0x100 + type

const byKey = new WeakMap<ChannelModel, ReadonlyMap<number, Channel>>()

function channelsOf(model: ChannelModel): ReadonlyMap<number, Channel> {
  let channels = byKey.get(model)
  if (!channels) {
    channels = new Map([...COMMON_CHANNELS, ...model.channels].map((channel) => [keyOf(channel.id, channel.type), channel]))
    byKey.set(model, channels)
  }
  return channels
}

/** A channel nobody described has no known length: what stands before it counts, what follows is not read. */
function decodeChannels(model: ChannelModel, bytes: Buffer): Decoded {
  const channels = channelsOf(model)
  const decoded: Reading = nothingRead()
  for (let at = 0; at < bytes.length;) {
    if (at + 2 > bytes.length) return { ...decoded, unread: 'it ends inside a channel' }
    const id = bytes.readUInt8(at)
    const type = bytes.readUInt8(at + 1)
    const channel = channels.get(keyOf(id, type))
    if (!channel) return { ...decoded, unread: `channel ${hex(id)} ${hex(type)} is not known` }
    if (at + 2 + channel.bytes > bytes.length) return { ...decoded, unread: `channel ${hex(id)} ${hex(type)} is cut off` }
    readContent(decoded, channel, bytes, at + 2)
    at += 2 + channel.bytes
  }
  return decoded
}

const HEADER_BYTES = 5

/** Nothing of a message whose length is not what its flags say is believed: its numbers would stand in wrong places. */
function decodeGroups(model: FlaggedModel, bytes: Buffer): Decoded {
  const decoded: Reading = nothingRead()
  if (bytes.length < HEADER_BYTES) return { ...decoded, unread: `${bytes.length} bytes are no message of this maker` }
  if (bytes.readUInt8(0) !== model.version) return { ...decoded, unread: `version ${bytes.readUInt8(0)} where ${model.version} is known` }
  const flags = bytes.readUInt16BE(3)
  if (flags >> model.groups.length !== 0) return { ...decoded, unread: `flags ${flags} name values this model does not have` }
  const present = model.groups.filter((_, index) => (flags >> index) & 1)
  const expected = present.reduce((sum, group) => sum + group.bytes, HEADER_BYTES)
  if (bytes.length !== expected) return { ...decoded, unread: `${bytes.length} bytes where its flags announce ${expected}` }
  let at = HEADER_BYTES
  for (const group of present) {
    readContent(decoded, group, bytes, at)
    at += group.bytes
  }
  return decoded
}
