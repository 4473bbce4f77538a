import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { request } from 'undici'
import { z } from 'zod'
import { Needs } from '#libs/access'
import type { Phone, PhoneMessage } from '#libs/contract'
import { CONFIG, type Config, DomainError, sql, ZodPipe } from '#libs/platform'
import { SandboxEndpoint } from './sandbox-endpoint'

class NoVirtualPhones extends DomainError {
  readonly code = 'delivery.no-virtual-phones'
  override readonly status = 404
  constructor() {
    super('virtual phones exist in an exercise with the sandbox only')
  }
}

class PhonesSilent extends DomainError {
  readonly code = 'delivery.phones-silent'
  override readonly status = 502
  constructor(status: number) {
    super(`the virtual phones answered ${status}`)
  }
}

const query = z.object({ contains: z.string().max(20).default(''), limit: z.coerce.number().int().min(1).max(200).default(60) })
const reply = z.object({ text: z.string().trim().min(1).max(480) })
const number = new ZodPipe(z.string().regex(/^\+[1-9]\d{7,14}$/))
const list = z.object({
  phones: z.array(
    z.object({ number: z.string(), lastText: z.string(), lastAt: z.string(), messages: z.number(), lastReply: z.string().nullish() }),
  ),
})
const conversation = z.object({
  messages: z.array(z.object({ direction: z.enum(['received', 'sent']), text: z.string(), at: z.string(), status: z.string() })),
})

/** The phones of an exercise: what came in on them, and a reply typed by hand. Their numbers are made up; whose they are is looked up here. */
@Needs('see-numbers')
@Controller('api/phones')
export class PhonesController {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(CONFIG) private readonly config: Config,
    private readonly endpoint: SandboxEndpoint,
  ) {}

  @Get()
  async list(@Query(new ZodPipe(query)) { contains, limit }: z.infer<typeof query>): Promise<Phone[]> {
    const parameters = new URLSearchParams({ contains, limit: String(limit) })
    const { phones } = list.parse(await this.call('GET', `/v1/phones?${parameters.toString()}`))
    const owners = await sql<{ phone: string; name: string; role: string; village: string | null }>(
      this.db,
      `select c.phone, c.name, c.role, min(a.name) as village from contact c left join contact_area ca on ca.contact_id = c.id
         left join area a on a.code = ca.area_code where c.phone = any($1) group by c.id`,
      [phones.map((phone) => phone.number)],
    )
    const ownerOf = new Map(owners.map((owner) => [owner.phone, owner]))
    return phones.map((phone) => {
      const owner = ownerOf.get(phone.number)
      return {
        ...phone,
        lastReply: phone.lastReply ?? null,
        name: owner?.name ?? null,
        role: owner?.role ?? null,
        village: owner?.village ?? null,
      }
    })
  }

  @Get(':number')
  async conversation(@Param('number', number) phone: string): Promise<PhoneMessage[]> {
    return conversation.parse(await this.call('GET', `/v1/phones/${encodeURIComponent(phone)}/messages`)).messages
  }

  @Post(':number/reply')
  @HttpCode(202)
  async reply(@Param('number', number) phone: string, @Body(new ZodPipe(reply)) { text }: z.infer<typeof reply>): Promise<{ taken: true }> {
    await this.call('POST', `/v1/phones/${encodeURIComponent(phone)}/reply`, { text })
    return { taken: true }
  }

  private async call(method: 'GET' | 'POST', route: string, body?: unknown): Promise<unknown> {
    if (this.config.KENTONGAN_MODE !== 'exercise' || !this.endpoint.configured) throw new NoVirtualPhones()
    const response = await request(new URL(route, this.endpoint.url), {
      method,
      headers: { authorization: `Bearer ${this.endpoint.key}`, 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
      headersTimeout: 10_000,
    })
    const text = await response.body.text()
    if (response.statusCode >= 300) throw new PhonesSilent(response.statusCode)
    return JSON.parse(text)
  }
}
