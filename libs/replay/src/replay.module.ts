import { Module } from '@nestjs/common'
import { DeliveryModule } from '#libs/delivery'
import { FeedModule } from '#libs/feed'
import { WarningModule } from '#libs/warning'
import { PlayReplay } from './play-replay'
import { ProviderControl } from './provider-control'
import { ReplayController } from './replay.controller'
import { ReplayDriver } from './replay-driver'
import { ReplayRuns } from './replay-runs'

@Module({
  imports: [FeedModule, WarningModule, DeliveryModule],
  controllers: [ReplayController],
  providers: [ProviderControl, ReplayDriver, ReplayRuns, PlayReplay],
  exports: [ReplayDriver, ProviderControl, ReplayRuns],
})
export class ReplayModule {}
