import { type DynamicModule, Module } from '@nestjs/common'
import { APP_GUARD } from '@nestjs/core'
import { SessionGuard } from '#libs/access'
import { type Config, PlatformModule } from '#libs/platform'
import { ENTITIES, ROOMS } from '#libs/rooms'
import { HealthController } from './health.controller'
import { LiveController } from './live.controller'
import { SituationController } from './situation.controller'

/** HTTP and webhooks: composes the rooms; every route is guarded unless it says it is public. */
@Module({})
export class ApiModule {
  static forRoot(config: Config): DynamicModule {
    return {
      module: ApiModule,
      imports: [PlatformModule.forRoot({ config, entities: ENTITIES, role: 'api' }), ...ROOMS],
      controllers: [HealthController, LiveController, SituationController],
      providers: [{ provide: APP_GUARD, useClass: SessionGuard }],
    }
  }
}
