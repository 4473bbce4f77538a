import { type CanActivate, createParamDecorator, type ExecutionContext, Injectable } from '@nestjs/common'
import { FeedKeyRefused, MediaTypeUnknown, PushTooLarge, TooManyPushes } from './push.errors'
import { type FeedKey, FeedKeys } from './feed-keys'
import { pushedSource } from './pushed-source'

interface PushRequest {
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, unknown>>
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly rawBody?: Buffer
  feedKey?: FeedKey
}

interface Reply {
  header(name: string, value: string): unknown
}

const BEARER = /^Bearer +(\S+)$/i

/** The key that a push came with. */
export const CurrentFeedKey = createParamDecorator((_: unknown, context: ExecutionContext): FeedKey => {
  const { feedKey } = context.switchToHttp().getRequest<PushRequest>()
  if (!feedKey) throw new FeedKeyRefused()
  return feedKey
})

/**
 * Lets a push through that proves a key of its source: `Authorization: Bearer <key>`, `X-Api-Key: <key>`, or, for the Android gateway,
 * `?key=<id>` with a signature over the very bytes it sent.
 */
@Injectable()
export class FeedKeyGuard implements CanActivate {
  constructor(private readonly keys: FeedKeys) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp()
    const request = http.getRequest<PushRequest>()
    const reply = http.getResponse<Reply>()
    const source = pushedSource(request.params['source'] ?? '')
    const key = await this.proven(request)
    if (key?.source !== source.name) {
      reply.header('www-authenticate', 'Bearer')
      throw new FeedKeyRefused()
    }
    try {
      await this.keys.spend(key)
    } catch (error) {
      if (error instanceof TooManyPushes) reply.header('retry-after', String(Math.ceil(60 / error.perMinute)))
      throw error
    }
    if (!request.rawBody) throw new MediaTypeUnknown()
    if (request.rawBody.length > source.largestBytes) throw new PushTooLarge(source.name, source.largestBytes)
    request.feedKey = key
    return true
  }

  private async proven({ headers, query, rawBody }: PushRequest): Promise<FeedKey | undefined> {
    const one = (name: string): string | undefined => (typeof headers[name] === 'string' ? headers[name] : undefined)
    const secret = BEARER.exec(one('authorization') ?? '')?.[1] ?? one('x-api-key')
    if (secret !== undefined) return this.keys.verify(secret)
    const [signature, timestamp, id] = [one('x-signature'), one('x-timestamp'), query['key']]
    if (!rawBody || signature === undefined || timestamp === undefined || typeof id !== 'string') return undefined
    return this.keys.verifySigned(id, { body: rawBody, signature, timestamp })
  }
}
