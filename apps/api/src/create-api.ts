import { existsSync } from 'node:fs'
import path from 'node:path'
import fastifyCookie from '@fastify/cookie'
import fastifyStatic from '@fastify/static'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { acceptPushedBodies } from '#libs/feed'
import { type Config, ProblemFilter } from '#libs/platform'
import { ApiModule } from './api.module'

const BODY_LIMIT = 4 * 1024 * 1024

const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; worker-src 'self' blob:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'permissions-policy': 'geolocation=(), camera=(), microphone=()',
}

/** The api with its guards, headers and the console's pages; not yet listening. */
export async function createApi(config: Config, consoleFolder: string): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({ bodyLimit: BODY_LIMIT, trustProxy: config.TRUST_PROXY })
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.forRoot(config), adapter, {
    rawBody: true,
    logger: ['log', 'warn', 'error'],
  })
  app.useGlobalFilters(new ProblemFilter())
  acceptPushedBodies(app)
  app.enableShutdownHooks()
  await app.register(fastifyCookie as never)
  const server = adapter.getInstance()
  server.addHook('onSend', async (request, reply) => {
    reply.headers(SECURITY_HEADERS)
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store')
  })
  if (existsSync(path.join(consoleFolder, 'index.html'))) {
    await app.register(fastifyStatic as never, { root: consoleFolder, wildcard: false, index: false } as never)
    // The console finds its own way: every address that is no file and no api is its first page.
    server.get('/*', (request, reply) => {
      const address = request.url.split('?')[0] ?? ''
      if (!/^\/(api|hooks)(\/|$)/.test(address)) return reply.type('text/html').sendFile('index.html', consoleFolder)
      const problem = { type: 'about:blank', title: 'http.404', status: 404, code: 'http.404', detail: `there is no ${address}` }
      return reply.code(404).type('application/problem+json').send(JSON.stringify(problem))
    })
  }
  return app
}
