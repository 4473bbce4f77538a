import type { SendOutcome } from '../channel'

/** Failures of a call that happen before a single byte of the request leaves. Everything else may have left. */
const NEVER_CONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])
const DEFAULT_RETRY_MS = 1_000
const LONGEST_RETRY_MS = 15 * 60_000
/** A wrong key is repaired by a person. */
const KEY_RETRY_MS = 60_000

const codeOf = (error: unknown): string => {
  const { code, name, cause } = error as { code?: unknown; name?: unknown; cause?: unknown }
  if (typeof code === 'string') return code
  if (cause !== undefined) return codeOf(cause)
  return typeof name === 'string' ? name : 'unknown'
}

/**
 * What a call that threw says about its messages. The detail is a code only: messages of errors may repeat what was sent.
 */
export function outcomeOfError(error: unknown): SendOutcome {
  const code = codeOf(error ?? {})
  return NEVER_CONNECTED.has(code) ? { kind: 'not-sent', retryAfterMs: DEFAULT_RETRY_MS, detail: code } : { kind: 'unknown', detail: code }
}

/** `Retry-After` in seconds or as a date, in milliseconds; a second when it says nothing usable. Never longer than 15 minutes. */
export function retryAfterMs(header: string | string[] | undefined, wallNow: Date): number {
  const text = Array.isArray(header) ? header[0] : header
  if (!text) return DEFAULT_RETRY_MS
  const ms = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - wallNow.getTime()
  return Number.isFinite(ms) && ms > 0 ? Math.min(ms, LONGEST_RETRY_MS) : DEFAULT_RETRY_MS
}

/**
 * What an answer other than 200 says about all messages of its call. The provider promises that 401, 410 and 429 come before it
 * takes anything; of every other answer nothing is known.
 */
export function outcomeOfStatus(status: number, retryAfter: string | string[] | undefined, wallNow: Date): SendOutcome {
  if (status === 429) return { kind: 'not-sent', retryAfterMs: retryAfterMs(retryAfter, wallNow), detail: '429' }
  if (status === 410) return { kind: 'not-sent', retryAfterMs: DEFAULT_RETRY_MS, detail: '410' }
  if (status === 401 || status === 403) return { kind: 'not-sent', retryAfterMs: KEY_RETRY_MS, detail: String(status), channelFault: true }
  return { kind: 'unknown', detail: `status ${status}` }
}
