import { request } from 'undici'

export interface FetchLimits {
  readonly largestBytes: number
  readonly contentTypes: readonly string[]
  readonly timeoutMs: number
  readonly userAgent: string
}

/** What a server said last time, so that it need not say it again. */
export interface Validators {
  readonly etag?: string
  readonly lastModified?: string
}

export type FetchOutcome =
  | { readonly kind: 'payload'; readonly raw: Buffer; readonly validators: Validators }
  | { readonly kind: 'unchanged' }
  /** It answered with something that is no answer of the source; kept as evidence. */
  | { readonly kind: 'unusable'; readonly raw: Buffer; readonly detail: string }
  | { readonly kind: 'failed'; readonly detail: string; readonly retryAfterMs?: number }

const MOST_REDIRECTS = 3
const LONGEST_SNIPPET = 120
const LONGEST_RETRY_MS = 60 * 60_000

/** Asks once. Every way in which it can go wrong is an outcome; nothing is thrown but the abort of `signal`. */
export async function httpFetch(url: string, known: Validators, limits: FetchLimits, signal?: AbortSignal): Promise<FetchOutcome> {
  const deadline = AbortSignal.timeout(limits.timeoutMs)
  const both = signal ? AbortSignal.any([signal, deadline]) : deadline
  try {
    return await follow(new URL(url), known, limits, both, MOST_REDIRECTS)
  } catch (error) {
    if (signal?.aborted) throw error
    return { kind: 'failed', detail: deadline.aborted ? `no answer within ${limits.timeoutMs} ms` : reasonOf(error) }
  }
}

async function follow(url: URL, known: Validators, limits: FetchLimits, signal: AbortSignal, redirects: number): Promise<FetchOutcome> {
  const { statusCode, headers, body } = await request(url, {
    signal,
    headers: {
      'user-agent': limits.userAgent,
      accept: [...limits.contentTypes, '*/*;q=0.1'].join(', '),
      ...(known.etag ? { 'if-none-match': known.etag } : {}),
      ...(known.lastModified ? { 'if-modified-since': known.lastModified } : {}),
    },
  })
  const header = (name: string): string | undefined => [headers[name]].flat()[0]
  if (statusCode >= 301 && statusCode <= 308 && statusCode !== 304) {
    await body.dump()
    const next = header('location') === undefined ? undefined : new URL(header('location') as string, url)
    if (!next || redirects === 0) return { kind: 'failed', detail: `HTTP ${statusCode}: it sends us in circles` }
    // A feed that sends us elsewhere is somebody else's.
    if (next.hostname !== url.hostname || !/^https?:$/.test(next.protocol))
      return { kind: 'failed', detail: `HTTP ${statusCode} to another host` }
    return follow(next, known, limits, signal, redirects - 1)
  }
  if (statusCode === 304) {
    await body.dump()
    return { kind: 'unchanged' }
  }
  const announced = Number(header('content-length') ?? 0)
  const raw = announced > limits.largestBytes ? undefined : await readUpTo(body, limits.largestBytes)
  if (!raw) {
    body.destroy()
    return { kind: 'failed', detail: `more than ${limits.largestBytes} bytes` }
  }
  if (statusCode !== 200) {
    const retryAfterMs = retryAfter(header('retry-after'))
    return { kind: 'failed', detail: `HTTP ${statusCode} ${snippet(raw)}`.trim(), ...(retryAfterMs ? { retryAfterMs } : {}) }
  }
  const type = (header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (!limits.contentTypes.includes(type))
    return { kind: 'unusable', raw, detail: `content type ${type || 'none'} where ${limits.contentTypes.join(' or ')} is expected` }
  const etag = header('etag')
  const lastModified = header('last-modified')
  return { kind: 'payload', raw, validators: { ...(etag ? { etag } : {}), ...(lastModified ? { lastModified } : {}) } }
}

async function readUpTo(body: AsyncIterable<Buffer>, largest: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of body) {
    bytes += chunk.length
    if (bytes > largest) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** The beginning of an error's body, printable and short. */
const snippet = (raw: Buffer): string =>
  raw
    .subarray(0, LONGEST_SNIPPET)
    .toString('utf8')
    .replace(/[^\x20-\x7e]+/g, ' ')
    .trim()

function retryAfter(header: string | undefined): number | undefined {
  if (header === undefined || !/^\d{1,6}$/.test(header)) return undefined
  return Math.min(Number(header) * 1_000, LONGEST_RETRY_MS)
}

function reasonOf(error: unknown): string {
  const { code, cause, message } = error as { code?: unknown; cause?: unknown; message?: unknown }
  if (typeof code === 'string') return code
  if (cause !== undefined) return reasonOf(cause)
  return typeof message === 'string' ? message : 'unknown'
}
