import { type DynamicModule, Module } from '@nestjs/common'
import { type Config, PlatformModule } from '#libs/platform'
import { ENTITIES, ROOMS } from '#libs/rooms'

/** Api and worker of one replay in one process: it takes its own jobs and answers the virtual phones. */
@Module({})
export class ReplayAppModule {
  static forRoot(config: Config, role: 'replay' | 'tool' = 'replay'): DynamicModule {
    return {
      module: ReplayAppModule,
      imports: [PlatformModule.forRoot({ config, entities: ENTITIES, role }), ...ROOMS],
    }
  }
}
