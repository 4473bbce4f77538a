const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/
/** The longest payload of a LoRaWAN frame. */
const MOST_BYTES = 242

export type PayloadBytes = { readonly bytes: Buffer } | { readonly reason: string }

/**
 * The bytes a device sent. A missing field is no bytes: network servers leave out what is empty. Without bytes a decoded object is
 * not taken instead, for its names and units are those of a codec somebody wrote into the network server.
 */
export function payloadBytes(base64: unknown, decodedObject: unknown): PayloadBytes {
  if (base64 === undefined || base64 === null || base64 === '') {
    const isDecoded = decodedObject !== undefined && decodedObject !== null
    return isDecoded
      ? { reason: 'missing: only a decoded object came, whose names and units nobody vouches for' }
      : { bytes: Buffer.alloc(0) }
  }
  if (typeof base64 !== 'string' || base64.length > Math.ceil(MOST_BYTES / 3) * 4 || !BASE64.test(base64))
    return { reason: `expected at most ${MOST_BYTES} bytes in base64` }
  return { bytes: Buffer.from(base64, 'base64') }
}
