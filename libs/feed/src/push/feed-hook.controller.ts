import { Controller, HttpCode, Param, Post, type RawBodyRequest, Req, UseGuards } from '@nestjs/common'
import { Public } from '#libs/access'
import { InstallationClock } from '#libs/platform'
import { IngestPayload } from '../ingest/ingest-payload'
import type { Reject } from '../parsed'
import { CurrentFeedKey, FeedKeyGuard } from './feed-key.guard'
import type { FeedKey } from './feed-keys'
import { ReplayIsRunning } from './push.errors'
import { originOfKey } from './key-scope'

/** received = stored + duplicates + rejected; suspect is part of stored. */
export interface PushAnswer {
  readonly received: number
  readonly stored: number
  readonly duplicates: number
  readonly suspect: number
  readonly rejected: number
  /** The first of them. */
  readonly rejects: readonly Reject[]
}

const MOST_REJECTS = 20

/** Where foreign systems push readings and alerts. What is answered with 202 is committed; a replay has readings of its own. */
@Controller('hooks/feeds')
export class FeedHookController {
  constructor(
    private readonly clock: InstallationClock,
    private readonly ingest: IngestPayload,
  ) {}

  // Public: a machine has no session; it proves itself by its key.
  @Public()
  @UseGuards(FeedKeyGuard)
  @Post(':source')
  @HttpCode(202)
  async take(
    @Param('source') source: string,
    @Req() { rawBody }: RawBodyRequest<unknown>,
    @CurrentFeedKey() key: FeedKey,
  ): Promise<PushAnswer> {
    if (this.clock.replaying()) throw new ReplayIsRunning()
    const taken = await this.ingest.run(source, rawBody as Buffer, this.clock.now(), originOfKey(key.id))
    const { received, stored, duplicates, suspect, rejected, rejects } = taken
    return { received, stored, duplicates, suspect, rejected, rejects: rejects.slice(0, MOST_REJECTS) }
  }
}
