import { Controller, Get, Inject } from '@nestjs/common'
import { DataSource } from 'typeorm'
import type { Situation } from '#libs/contract'
import { FeedViews } from '#libs/feed'
import { Clock, CONFIG, type Config, SelfWatch, sql } from '#libs/platform'
import { ReplayRuns } from '#libs/replay'
import { RiskViews } from '#libs/risk'
import { WarningViews } from '#libs/warning'

/** The first screen in one answer: what happens, who is affected, what waits for a decision, what is broken. */
@Controller('api/situation')
export class SituationController {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(Clock) private readonly clock: Clock,
    private readonly risk: RiskViews,
    private readonly warnings: WarningViews,
    private readonly replays: ReplayRuns,
    private readonly watch: SelfWatch,
    private readonly feeds: FeedViews,
  ) {}

  @Get()
  async situation(): Promise<Situation> {
    const [installation] = await sql<{ name: string | null; time_zone: string }>(
      this.db,
      `select name, time_zone from installation where id = 1`,
    )
    const [villages, stations, warnings, replay] = [
      await this.risk.villages(),
      await this.risk.stations(),
      await this.warnings.list(false),
      await this.replays.latest(),
    ]
    return {
      now: this.clock.now().toISOString(),
      wall: new Date().toISOString(),
      mode: this.config.KENTONGAN_MODE,
      region: installation?.name ?? '',
      timeZone: installation?.time_zone ?? 'Asia/Jakarta',
      replay,
      villages,
      stations,
      warnings,
      health: [...this.watch.report()],
      feeds: await this.feeds.troubled(),
    }
  }
}
