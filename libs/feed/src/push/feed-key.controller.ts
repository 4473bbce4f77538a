import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common'
import { z } from 'zod'
import { type Account, CurrentAccount, Needs } from '#libs/access'
import { ZodPipe } from '#libs/platform'
import { type CreatedFeedKey, type FeedKey, FeedKeys } from './feed-keys'

const newKey = z.strictObject({
  name: z.string().trim().min(1).max(80),
  source: z.string().min(1).max(40),
  stationIds: z.array(z.string().min(1)).min(1).max(1_000).optional(),
  requestsPerMinute: z.int().min(1).max(6_000).optional(),
  signing: z.boolean().optional(),
})

/** Keys of the systems that push to us. */
@Controller('api/feed-keys')
@Needs('manage-users')
export class FeedKeyController {
  constructor(private readonly keys: FeedKeys) {}

  @Get()
  all(): Promise<FeedKey[]> {
    return this.keys.list()
  }

  /** The answer is the only place where the secret is ever shown. */
  @Post()
  create(@Body(new ZodPipe(newKey)) wanted: z.infer<typeof newKey>, @CurrentAccount() account: Account): Promise<CreatedFeedKey> {
    const { stationIds, requestsPerMinute, signing, ...rest } = wanted
    return this.keys.create(
      { ...rest, ...(stationIds && { stationIds }), ...(requestsPerMinute && { requestsPerMinute }), ...(signing && { signing }) },
      `user:${account.id}`,
    )
  }

  @Delete(':id')
  @HttpCode(204)
  revoke(@Param('id') id: string, @CurrentAccount() account: Account): Promise<void> {
    return this.keys.revoke(id, `user:${account.id}`)
  }
}
