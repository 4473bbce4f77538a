import { Inject, Injectable } from '@nestjs/common'
import { request } from 'undici'
import { z } from 'zod'
import { SandboxEndpoint } from '#libs/delivery'
import { DomainError } from '#libs/platform'

export class ProviderSilent extends DomainError {
  readonly code = 'replay.provider-silent'
  override readonly status = 503
}

const nextDue = z.object({ at: z.iso.datetime({ offset: true }).nullable() })
const stats = z.object({ messages: z.number(), duplicates: z.number(), replies: z.number() })

/** Moves the clock of the virtual phones and counts on their side. */
@Injectable()
export class ProviderControl {
  constructor(@Inject(SandboxEndpoint) private readonly endpoint: SandboxEndpoint) {}

  /** From now on the phones live by the instants given to {@link moveClock}. */
  followReplay(at: Date): Promise<void> {
    return this.call('POST', '/v1/clock', { mode: 'manual', now: at.toISOString() }).then(() => undefined)
  }

  followWall(): Promise<void> {
    return this.call('POST', '/v1/clock', { mode: 'wall' }).then(() => undefined)
  }

  /** Answers after every receipt and reply due by then was handed over. */
  moveClock(at: Date): Promise<void> {
    return this.call('POST', '/v1/clock', { now: at.toISOString() }).then(() => undefined)
  }

  async nextDueAt(): Promise<Date | undefined> {
    const { at } = nextDue.parse(await this.call('GET', '/v1/next-due'))
    return at ? new Date(at) : undefined
  }

  clear(): Promise<void> {
    return this.call('DELETE', '/v1/messages').then(() => undefined)
  }

  async stats(): Promise<z.infer<typeof stats>> {
    return stats.parse(await this.call('GET', '/v1/stats'))
  }

  private async call(method: 'GET' | 'POST' | 'DELETE', route: string, body?: unknown): Promise<unknown> {
    const response = await request(new URL(route, this.endpoint.url), {
      method,
      headers: { authorization: `Bearer ${this.endpoint.key}`, 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
      headersTimeout: 60_000,
    })
    const text = await response.body.text()
    if (response.statusCode >= 300) throw new ProviderSilent(`virtual phones: ${method} ${route} answered ${response.statusCode}`)
    return text === '' ? {} : JSON.parse(text)
  }
}
