import { Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Needs } from '#libs/access'
import type { FeedDetail, FeedView } from '#libs/contract'
import { Clock, DomainError, NotFound } from '#libs/platform'
import { askNow } from '../fetch/due-sources'
import { FeedViews } from './feed-views'

/** Nobody asks this source here, so asking again cannot help. */
export class NotPolled extends DomainError {
  readonly code = 'feed.not-polled'
  override readonly status = 409
}

@Controller('api/feeds')
export class FeedController {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(Clock) private readonly clock: Clock,
    private readonly views: FeedViews,
  ) {}

  @Get()
  @Needs('see')
  all(): Promise<FeedView[]> {
    return this.views.all()
  }

  @Get(':source')
  @Needs('see')
  one(@Param('source') source: string): Promise<FeedDetail> {
    return this.views.one(source)
  }

  /** Has the worker ask at once. */
  @Post(':source/retry')
  @HttpCode(200)
  @Needs('draft')
  async retry(@Param('source') source: string): Promise<FeedView[]> {
    const view = (await this.views.all()).find((each) => each.source === source)
    if (!view) throw new NotFound('source', source)
    if (view.intake !== 'poll' || view.state === 'off') throw new NotPolled(`${source} is not asked here: ${view.detail ?? view.intake}`)
    await askNow(this.db, source, this.clock.now())
    return this.views.all()
  }
}
