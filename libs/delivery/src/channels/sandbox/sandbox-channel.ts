import { Inject, Injectable } from '@nestjs/common'
import { Agent, request } from 'undici'
import { z } from 'zod'
import { CONFIG, type Config } from '#libs/platform'
import type { Channel, Lookup, OutgoingMessage, SendOutcome } from '../channel'
import { outcomeOfError, outcomeOfStatus } from './call-failure'
import { SandboxEndpoint } from './sandbox-endpoint'

const ANSWER_LIMIT = 4 * 1024 * 1024
const CONNECT_TIMEOUT_MS = 3_000

const sent = z.object({
  results: z.array(
    z.discriminatedUnion('status', [
      z.object({ reference: z.string(), status: z.literal('accepted'), id: z.string().min(1) }),
      z.object({ reference: z.string(), status: z.literal('refused'), reason: z.string() }),
    ]),
  ),
})
const found = z.object({ found: z.array(z.object({ reference: z.string(), id: z.string().min(1) })) })

type SentResult = z.infer<typeof sent>['results'][number]

/** The virtual phones: a provider like any other, in a process and a database of its own. */
@Injectable()
export class SandboxChannel implements Channel {
  readonly name = 'sandbox'
  readonly batchSize = 500
  readonly real = false
  private readonly agent = new Agent({ connect: { timeout: CONNECT_TIMEOUT_MS }, maxResponseSize: ANSWER_LIMIT })

  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'SEND_TIMEOUT_MS'>,
    private readonly endpoint: SandboxEndpoint,
  ) {}

  async send(batch: readonly OutgoingMessage[], validUntil: Date): Promise<SendOutcome[]> {
    if (!this.endpoint.configured)
      return batch.map(() => ({ kind: 'not-sent', retryAfterMs: 60_000, detail: 'not-configured', channelFault: true }))
    if (validUntil.getTime() <= Date.now()) return batch.map(() => ({ kind: 'not-sent', retryAfterMs: 0, detail: 'too-late' }))
    try {
      const answer = await this.post('/v1/messages', { messages: batch }, validUntil)
      if (answer.status !== 200) {
        const outcome = outcomeOfStatus(answer.status, answer.retryAfter, new Date())
        return batch.map(() => outcome)
      }
      return readResults(batch, answer.text)
    } catch (error) {
      const outcome = outcomeOfError(error)
      return batch.map(() => outcome)
    }
  }

  /** The provider's word is final: it holds back nothing, and takes no request after the end of validity that each carries. */
  async lookup(references: readonly string[]): Promise<Lookup[]> {
    const unsure = (detail: string): Lookup[] => references.map((reference) => ({ reference, kind: 'unsure', detail }))
    if (!this.endpoint.configured) return unsure('not-configured')
    try {
      const answer = await this.post('/v1/messages/lookup', { references }, new Date(Date.now() + this.config.SEND_TIMEOUT_MS))
      if (answer.status !== 200) return unsure(`status ${answer.status}`)
      const parsed = found.safeParse(parseJson(answer.text))
      if (!parsed.success) return unsure('answer not understood')
      const known = new Map(parsed.data.found.map((item) => [item.reference, item.id]))
      return references.map((reference) => {
        const providerRef = known.get(reference)
        return providerRef === undefined ? { reference, kind: 'absent' } : { reference, kind: 'found', providerRef }
      })
    } catch (error) {
      const outcome = outcomeOfError(error)
      return unsure('detail' in outcome ? outcome.detail : outcome.kind)
    }
  }

  private async post(
    path: string,
    body: unknown,
    validUntil: Date,
  ): Promise<{ status: number; text: string; retryAfter: string | string[] | undefined }> {
    const answer = await request(new URL(path, this.endpoint.url), {
      method: 'POST',
      dispatcher: this.agent,
      headers: {
        authorization: `Bearer ${this.endpoint.key}`,
        'content-type': 'application/json',
        'x-valid-until': validUntil.toISOString(),
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(Math.max(1, validUntil.getTime() - Date.now())),
    })
    return { status: answer.statusCode, text: await answer.body.text(), retryAfter: answer.headers['retry-after'] }
  }
}

/** An answer that can't be read, or that leaves a message out, says nothing: it may have left. */
function readResults(batch: readonly OutgoingMessage[], text: string): SendOutcome[] {
  const parsed = sent.safeParse(parseJson(text))
  if (!parsed.success) return batch.map(() => ({ kind: 'unknown', detail: 'answer not understood' }))
  const byReference = new Map(parsed.data.results.map((result) => [result.reference, result]))
  return batch.map((message) => readResult(byReference.get(message.reference)))
}

function readResult(result: SentResult | undefined): SendOutcome {
  if (!result) return { kind: 'unknown', detail: 'not in the answer' }
  if (result.status === 'accepted') return { kind: 'accepted', providerRef: result.id }
  return { kind: 'refused', reason: result.reason === 'invalid-number' ? 'invalid-number' : 'other' }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not JSON is an answer like any other that the schema does not know.
    return undefined
  }
}
