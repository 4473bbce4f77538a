import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** What can go wrong with an answer. */
export type FeedFault =
  | { readonly kind: 'slow'; readonly ms: number }
  | {
      readonly kind: 'status'
      readonly status: number
      readonly body: string
      readonly contentType: string
      readonly retryAfter?: string
      readonly location?: string
    }
  | { readonly kind: 'truncated' }
  | { readonly kind: 'html' }
  | { readonly kind: 'wrong-type' }
  | { readonly kind: 'huge'; readonly bytes: number }
  | { readonly kind: 'reset' }

export interface Served {
  readonly contentType: string
  readonly body: Buffer
}

export interface Asked {
  readonly path: string
  readonly userAgent: string | undefined
  readonly conditional: boolean
  readonly status: number
  readonly at: number
}

const HTML = '<!doctype html><html><body><h1>Situs dalam pemeliharaan</h1></body></html>'

/** A real HTTP server at the addresses of the feeds, with faults on demand. It answers If-None-Match as the real ones do. */
export class FeedDouble {
  readonly asked: Asked[] = []
  private readonly pages = new Map<string, Served>()
  private readonly faults = new Map<string, FeedFault>()
  private server?: Server

  async start(): Promise<string> {
    this.server = createServer((request, response) => {
      this.answer(request, response).catch((error: unknown) => response.destroy(error as Error))
    })
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections()
    await new Promise((resolve) => this.server?.close(resolve))
  }

  /** @param path with its query, as the source asks for it */
  serve(path: string, contentType: string, body: Buffer | string): void {
    this.pages.set(path, { contentType, body: Buffer.from(body) })
  }

  /** Every request whose path begins so goes wrong until it is mended. */
  fail(prefix: string, fault: FeedFault): void {
    this.faults.set(prefix, fault)
  }

  mend(): void {
    this.faults.clear()
  }

  countOf(prefix: string): number {
    return this.asked.filter((each) => each.path.startsWith(prefix)).length
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '/'
    response.on('finish', () =>
      this.asked.push({
        path,
        userAgent: request.headers['user-agent'],
        conditional: request.headers['if-none-match'] !== undefined,
        status: response.statusCode,
        at: performance.now(),
      }),
    )
    const page = this.pages.get(path)
    const fault = [...this.faults].find(([prefix]) => path.startsWith(prefix))?.[1]
    if (fault) return this.goWrong(fault, page, response)
    if (!page) return send(response, 404, 'application/json', '{"message":"Data not found","error":"Not Found","statusCode":404}')
    const etag = `"${createHash('sha1').update(page.body).digest('base64url')}"`
    if (request.headers['if-none-match'] === etag) {
      response.writeHead(304).end()
      return
    }
    response.setHeader('etag', etag)
    send(response, 200, page.contentType, page.body)
  }

  private async goWrong(fault: FeedFault, page: Served | undefined, response: ServerResponse): Promise<void> {
    const body = page?.body ?? Buffer.from('{}')
    const type = page?.contentType ?? 'application/json'
    switch (fault.kind) {
      case 'slow':
        await sleep(fault.ms)
        return send(response, 200, type, body)
      case 'status':
        if (fault.retryAfter) response.setHeader('retry-after', fault.retryAfter)
        if (fault.location) response.setHeader('location', fault.location)
        return send(response, fault.status, fault.contentType, fault.body)
      case 'truncated':
        return send(response, 200, type, body.subarray(0, Math.floor(body.length / 2)))
      case 'html':
        return send(response, 200, type, HTML)
      case 'wrong-type':
        return send(response, 200, 'text/html', HTML)
      case 'huge':
        response.writeHead(200, { 'content-type': type })
        for (let sent = 0; sent < fault.bytes && !response.destroyed; sent += 65_536) {
          if (!response.write(Buffer.alloc(65_536, 32))) await room(response)
        }
        response.end()
        return
      case 'reset':
        response.destroy()
    }
  }
}

function send(response: ServerResponse, status: number, contentType: string, body: Buffer | string): void {
  response.writeHead(status, { 'content-type': contentType })
  response.end(body)
}

/** Until more can be written, or nobody listens any more. */
function room(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      response.off('drain', go).off('close', go)
      resolve()
    }
    response.on('drain', go).on('close', go)
  })
}
