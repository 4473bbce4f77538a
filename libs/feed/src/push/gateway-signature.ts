import { createHmac, timingSafeEqual } from 'node:crypto'

/** Phones' clocks are off by minutes; each attempt is signed anew, so an old signature is a copied one. */
const FRESH_MS = 10 * 60_000
const SECONDS = /^\d{9,11}$/

export interface SignedRequest {
  readonly body: Buffer
  /** `X-Signature`: HMAC-SHA256 over body and timestamp, in hexadecimal. */
  readonly signature: string
  /** `X-Timestamp`: seconds since the epoch. */
  readonly timestamp: string
}

/** Whether the Android gateway holding this key signed these bytes, lately. Source: capcom6/android-sms-gateway, webhook payload signing. */
export function isSignedBy(key: string, { body, signature, timestamp }: SignedRequest, wall: Date): boolean {
  if (!SECONDS.test(timestamp) || Math.abs(wall.getTime() - Number(timestamp) * 1_000) > FRESH_MS) return false
  const wanted = createHmac('sha256', key).update(body).update(timestamp).digest()
  const given = Buffer.from(signature, 'hex')
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}
