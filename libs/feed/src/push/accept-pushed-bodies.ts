import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { MediaTypeUnknown } from './push.errors'
import { largestPush } from './pushed-source'

const HOOKS = '/hooks/feeds/'
const TEXTS = ['text/csv', 'text/plain', 'application/xml', 'text/xml', 'application/cap+xml']

type Done = (error: Error | null, body?: unknown) => void

/**
 * Below `/hooks/feeds/` a body is taken as it was sent, JSON too: a parser of ours is to refuse and keep what is broken, and a signature is
 * over the bytes. Every other route goes on as before. To be called before the routes are made.
 */
export function acceptPushedBodies(app: NestFastifyApplication): void {
  const server = app.getHttpAdapter().getInstance()
  server.addHook('onRoute', (route) => {
    if (route.url.startsWith(HOOKS)) route.bodyLimit = largestPush()
  })
  const { bodyLimit } = server.initialConfig
  const json = server.getDefaultJsonParser('error', 'error')
  app.useBodyParser('application/json', bodyLimit === undefined ? {} : { bodyLimit }, (request, body, done: Done) => {
    if (isHook(request)) done(null, body)
    else void json(request as never, body as never, done)
  })
  app.useBodyParser(TEXTS, {}, (request, body, done: Done) => (isHook(request) ? done(null, body) : done(new MediaTypeUnknown())))
}

const isHook = (request: { readonly url?: string | undefined }): boolean => request.url?.startsWith(HOOKS) ?? false
