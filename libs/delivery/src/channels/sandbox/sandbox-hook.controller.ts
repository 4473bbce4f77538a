import { createHmac, timingSafeEqual } from 'node:crypto'
import { Controller, Headers, HttpCode, Inject, Logger, Post, type RawBodyRequest, Req } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Public } from '#libs/access'
import { Clock, DomainError, InvalidInput, sql } from '#libs/platform'
import { RecordInbound } from '../../inbound/record-inbound'
import { hookEnvelope, hookReceipt, hookReply, judgeItems, type RejectedItem } from './hook-schema'
import { SandboxEndpoint } from './sandbox-endpoint'

const SOURCE = 'hook:sandbox'
const BODY_LIMIT = 1024 * 1024

export class HookSignatureWrong extends DomainError {
  readonly code = 'delivery.hook-signature'
  override readonly status = 401
  constructor() {
    super(`${SOURCE}: the signature is missing or wrong`)
  }
}

export class HookTooLarge extends DomainError {
  readonly code = 'delivery.hook-too-large'
  override readonly status = 413
  constructor() {
    super(`${SOURCE}: a batch holds at most ${BODY_LIMIT} bytes`)
  }
}

/** Where the sandbox provider reports receipts and replies. */
@Controller('hooks/sandbox')
export class SandboxHookController {
  private readonly log = new Logger(SandboxHookController.name)

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(Clock) private readonly clock: Clock,
    private readonly endpoint: SandboxEndpoint,
    private readonly record: RecordInbound,
  ) {}

  // Public: a provider has no session; it proves itself by a signature over the very bytes it sent.
  @Public()
  @Post()
  @HttpCode(200)
  async take(@Req() request: RawBodyRequest<unknown>, @Headers('x-sandbox-signature') signature: string | undefined) {
    const body = request.rawBody ?? Buffer.alloc(0)
    if (body.length > BODY_LIMIT) throw new HookTooLarge()
    if (!this.endpoint.configured || !isSigned(body, signature, this.endpoint.key)) throw new HookSignatureWrong()
    const envelope = hookEnvelope.safeParse(parseJson(body))
    if (!envelope.success) {
      throw new InvalidInput(envelope.error.issues.map((issue) => ({ file: SOURCE, field: issue.path.join('.'), message: issue.message })))
    }
    const receipts = judgeItems('receipts', envelope.data.receipts, hookReceipt)
    const replies = judgeItems('replies', envelope.data.replies, hookReply)
    const rejected = [...receipts.rejected, ...replies.rejected]
    await this.keepRejected(rejected)
    const recorded = await this.record.run({ channel: 'sandbox', receipts: receipts.taken, replies: replies.taken })
    return { ...recorded, rejected: rejected.map(({ field, reason }) => ({ field, reason })) }
  }

  private async keepRejected(rejected: readonly RejectedItem[]): Promise<void> {
    if (rejected.length === 0) return
    this.log.warn(`${SOURCE}: ${rejected.length} items rejected, first ${rejected[0]?.field}: ${rejected[0]?.reason}`)
    await sql(
      this.db,
      `insert into feed_reject (source, item, field, reason, received_at)
       select $1, r.item, r.field, r.reason, $2 from unnest($3::text[], $4::text[], $5::text[]) r(item, field, reason)`,
      [
        SOURCE,
        this.clock.now(),
        rejected.map(({ item }) => JSON.stringify(item) ?? ''),
        rejected.map(({ field }) => field),
        rejected.map(({ reason }) => reason),
      ],
    )
  }
}

function isSigned(body: Buffer, signature: string | undefined, key: string): boolean {
  const wanted = createHmac('sha256', key).update(body).digest()
  const given = Buffer.from(signature ?? '', 'hex')
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch (error) {
    throw new InvalidInput([{ file: SOURCE, message: `not JSON: ${(error as Error).message}` }])
  }
}
