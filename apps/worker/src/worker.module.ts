import { type DynamicModule, Module } from '@nestjs/common'
import { AccessModule } from '#libs/access'
import { AreaModule } from '#libs/area'
import { ContactModule } from '#libs/contact'
import { DeliveryModule } from '#libs/delivery'
import { FeedModule } from '#libs/feed'
import { IncidentModule } from '#libs/incident'
import { type Config, PlatformModule } from '#libs/platform'
import { ReplayModule } from '#libs/replay'
import { RiskModule } from '#libs/risk'
import { StationModule } from '#libs/station'
import { Warning, WarningModule } from '#libs/warning'

/** Everything that works on rows: jobs, sweeps, timers, replays. */
@Module({})
export class WorkerModule {
  static forRoot(config: Config): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        PlatformModule.forRoot({ config, entities: [Warning], role: 'worker' }),
        AccessModule,
        AreaModule,
        StationModule,
        FeedModule,
        RiskModule,
        ContactModule,
        WarningModule,
        DeliveryModule,
        IncidentModule,
        ReplayModule,
      ],
    }
  }
}
