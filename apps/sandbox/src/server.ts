import { timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Callbacks } from './callbacks'
import { Faults } from './faults'
import { Phones } from './phones'
import { Provider } from './provider'
import { ProviderClock } from './provider-clock'
import { Rejected, routes, type Services } from './routes'
import type { Settings } from './settings'
import { openStore } from './store'

const BODY_LIMIT = 4 * 1024 * 1024
const FLUSH_EVERY_MS = 500

async function readBody(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length
    if (size > BODY_LIMIT) throw new Rejected(413, `a request holds at most ${BODY_LIMIT} bytes`)
    parts.push(part)
  }
  if (!size) return {}
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8'))
  } catch (error) {
    throw new Rejected(400, `the body is not JSON: ${(error as Error).message}`)
  }
}

function isAuthorised(request: IncomingMessage, key: string): boolean {
  const given = Buffer.from(request.headers.authorization ?? '')
  const wanted = Buffer.from(`Bearer ${key}`)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

function answer(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

async function handle(services: Services, key: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const body = await readBody(request)
    if (!isAuthorised(request, key)) throw new Rejected(401, 'the key is missing or wrong')
    const url = new URL(request.url ?? '/', 'http://sandbox')
    for (const route of routes) {
      const match = request.method === route.method ? route.path.exec(url.pathname) : null
      if (!match) continue
      const result = await route.run(services, {
        body,
        query: url.searchParams,
        params: match.slice(1).map(decodeURIComponent),
        request,
        response,
      })
      if (result !== undefined) answer(response, 200, result)
      return
    }
    throw new Rejected(404, `${request.method} ${url.pathname} does not exist`)
  } catch (error) {
    if (error instanceof Rejected) return answer(response, error.status, { error: error.message }, error.headers)
    console.error(`sandbox: ${error instanceof Error ? error.message : String(error)}`)
    if (!response.headersSent) answer(response, 500, { error: 'internal' })
  }
}

export interface Sandbox {
  readonly port: number
  stop(): Promise<void>
}

/** Opens the store, starts listening and, on the wall clock, posts what falls due. */
export async function startSandbox(settings: Settings): Promise<Sandbox> {
  const store = await openStore(settings.SANDBOX_STORE)
  const clock = await ProviderClock.open(store, settings.SANDBOX_CLOCK)
  const callbacks = await Callbacks.open(store, clock, settings.SANDBOX_KEY, settings.SANDBOX_HOOK_URL)
  const services: Services = {
    provider: new Provider(store, clock),
    phones: new Phones(store, clock),
    faults: new Faults(),
    clock,
    callbacks,
  }
  const server = createServer((request, response) => void handle(services, settings.SANDBOX_KEY, request, response))
  server.keepAliveTimeout = 65_000
  const port = await listen(server, settings)
  const flush = (): void => void callbacks.flush().catch((error: Error) => console.error(`sandbox callbacks: ${error.message}`))
  const timer = setInterval(() => {
    if (!clock.manual) flush()
  }, FLUSH_EVERY_MS)
  return {
    port,
    stop: async () => {
      clearInterval(timer)
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
      await store.close()
    },
  }
}

function listen(server: Server, settings: Settings): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(settings.SANDBOX_PORT, settings.SANDBOX_HOST, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : settings.SANDBOX_PORT)
    })
  })
}
