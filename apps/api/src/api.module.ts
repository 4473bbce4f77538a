import { type DynamicModule, Module } from '@nestjs/common'
import { APP_GUARD } from '@nestjs/core'
import { AccessModule, SessionGuard } from '#libs/access'
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
import { HealthController } from './health.controller'
import { LiveController } from './live.controller'
import { SituationController } from './situation.controller'

/** HTTP and webhooks: composes the rooms; every route is guarded unless it says it is public. */
@Module({})
export class ApiModule {
  static forRoot(config: Config): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        PlatformModule.forRoot({ config, entities: [Warning], role: 'api' }),
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
      controllers: [HealthController, LiveController, SituationController],
      providers: [{ provide: APP_GUARD, useClass: SessionGuard }],
    }
  }
}
