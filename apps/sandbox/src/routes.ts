import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import type { Callbacks } from './callbacks'
import { FAULTS, type Faults } from './faults'
import type { Phones } from './phones'
import type { Provider } from './provider'
import type { ProviderClock } from './provider-clock'

/** How long a moved clock waits for a hook that fails. */
const SETTLE_WITHIN_MS = 30_000

export interface Services {
  readonly provider: Provider
  readonly phones: Phones
  readonly faults: Faults
  readonly clock: ProviderClock
  readonly callbacks: Callbacks
}

export class Rejected extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly headers: Record<string, string> = {},
  ) {
    super(message)
  }
}

interface Call {
  readonly body: unknown
  readonly query: URLSearchParams
  readonly params: readonly string[]
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

interface Route {
  readonly method: string
  readonly path: RegExp
  /** undefined: the route has dealt with the response itself */
  readonly run: (services: Services, call: Call) => Promise<unknown>
}

const submission = z.object({
  messages: z
    .array(z.object({ reference: z.string().min(1).max(200), to: z.string().max(40), text: z.string().min(1).max(1_600) }))
    .min(1)
    .max(500),
})
const references = z.object({ references: z.array(z.string().max(200)).max(500) })
const replyBody = z.object({ text: z.string().min(1).max(1_600) })
const faultBody = z.object({ mode: z.enum(FAULTS), count: z.int().min(0).default(1) })
const clockBody = z.object({ mode: z.enum(['wall', 'manual']).optional(), now: z.iso.datetime({ offset: true }).optional() })
const hookBody = z.object({ url: z.url() })

function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  throw new Rejected(400, parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '))
}

/** The sender stopped waiting: taking its messages now would surprise it, for it may have asked already and been told "absent". */
function refuseTooLate(request: IncomingMessage): void {
  const until = request.headers['x-valid-until']
  if (typeof until === 'string' && Date.parse(until) <= Date.now())
    throw new Rejected(410, 'the request came after its own end of validity')
}

async function submit({ provider, faults }: Services, { body, request, response }: Call): Promise<unknown> {
  const { messages } = parse(submission, body)
  const fault = faults.next()
  if (fault === '401') throw new Rejected(401, 'the key is missing or wrong')
  if (fault === '429') throw new Rejected(429, 'too many requests', { 'retry-after': '1' })
  if (fault === '500') throw new Rejected(500, 'internal')
  if (fault === 'reset-before') return void request.socket.destroy()
  if (fault === 'timeout-before') return undefined
  refuseTooLate(request)
  const results = await provider.submit(messages)
  if (fault === 'reset-after') return void request.socket.destroy()
  if (fault === 'timeout-after') return undefined
  if (fault === 'garbage') return void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>ok</html>')
  return { results }
}

async function moveClock({ clock, callbacks }: Services, { body }: Call): Promise<unknown> {
  const { mode, now } = parse(clockBody, body)
  if (mode) await clock.follow(mode, now === undefined ? undefined : new Date(now))
  if (!clock.manual) {
    if (mode === 'wall') return { callbacks: 0 }
    throw new Rejected(409, 'this provider follows the wall clock')
  }
  if (now === undefined) throw new Rejected(400, 'now: an instant is needed to move the clock')
  if (!mode) await clock.move(new Date(now))
  const settled = await callbacks.settle(SETTLE_WITHIN_MS)
  if (settled.failure) throw new Rejected(504, settled.failure)
  return { callbacks: settled.callbacks }
}

async function replyByHand({ phones, callbacks }: Services, { body, params }: Call): Promise<unknown> {
  const reply = await phones.reply(params[0] ?? '', parse(replyBody, body).text)
  await callbacks.flush()
  return reply
}

export const routes: readonly Route[] = [
  { method: 'POST', path: /^\/v1\/messages$/, run: submit },
  {
    method: 'POST',
    path: /^\/v1\/messages\/lookup$/,
    run: async ({ provider }, { body }) => ({ found: await provider.lookup(parse(references, body).references) }),
  },
  {
    method: 'GET',
    path: /^\/v1\/messages$/,
    run: async ({ provider }, { query }) => ({ found: await provider.lookup(query.getAll('reference')) }),
  },
  { method: 'DELETE', path: /^\/v1\/messages$/, run: async ({ provider }) => (await provider.clear(), {}) },
  { method: 'GET', path: /^\/v1\/stats$/, run: ({ provider }) => provider.stats() },
  {
    method: 'GET',
    path: /^\/v1\/phones$/,
    run: async ({ phones }, { query }) => {
      const limit = z.coerce
        .number()
        .int()
        .min(1)
        .max(500)
        .catch(50)
        .parse(query.get('limit') ?? 50)
      return { phones: await phones.list(limit, query.get('contains') ?? '') }
    },
  },
  {
    method: 'GET',
    path: /^\/v1\/phones\/([^/]+)\/messages$/,
    run: async ({ phones }, { params }) => ({ messages: await phones.conversation(params[0] ?? '') }),
  },
  { method: 'POST', path: /^\/v1\/phones\/([^/]+)\/reply$/, run: replyByHand },
  { method: 'POST', path: /^\/v1\/clock$/, run: moveClock },
  { method: 'GET', path: /^\/v1\/next-due$/, run: async ({ callbacks }) => ({ at: await callbacks.nextDueAt() }) },
  {
    method: 'POST',
    path: /^\/v1\/hook$/,
    run: async ({ callbacks }, { body }) => (await callbacks.setHook(parse(hookBody, body).url), {}),
  },
  {
    method: 'POST',
    path: /^\/v1\/faults$/,
    run: async ({ faults }, { body }) => {
      const { mode, count } = parse(faultBody, body)
      faults.set(mode, count)
      return {}
    },
  },
]
