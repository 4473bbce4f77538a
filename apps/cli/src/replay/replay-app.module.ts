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

/** Api and worker of one replay in one process: it takes its own jobs and answers the virtual phones. */
@Module({})
export class ReplayAppModule {
  static forRoot(config: Config, role: 'replay' | 'tool' = 'replay'): DynamicModule {
    return {
      module: ReplayAppModule,
      imports: [
        PlatformModule.forRoot({ config, entities: [Warning], role }),
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
