import { Controller, Get, Inject } from '@nestjs/common'
import { Needs, Public } from '#libs/access'
import { FeedViews } from '#libs/feed'
import { CONFIG, type Config, SelfWatch } from '#libs/platform'

@Controller('api/health')
export class HealthController {
  constructor(
    private readonly watch: SelfWatch,
    @Inject(CONFIG) private readonly config: Config,
    private readonly feeds: FeedViews,
  ) {}

  /** Public: launchers and load balancers ask without a session; it says whether, not what. */
  @Public()
  @Get()
  brief(): { up: true; ok: boolean; mode: Config['KENTONGAN_MODE'] } {
    return { up: true, ok: this.watch.report().every((part) => part.ok), mode: this.config.KENTONGAN_MODE }
  }

  @Needs('see')
  @Get('parts')
  async parts() {
    return { mode: this.config.KENTONGAN_MODE, parts: this.watch.report(), feeds: await this.feeds.all() }
  }
}
