import { type DynamicModule, Module } from '@nestjs/common'
import { type Config, PlatformModule } from '#libs/platform'
import { ENTITIES, ROOMS } from '#libs/rooms'

/** Everything that works on rows: jobs, sweeps, timers, replays. */
@Module({})
export class WorkerModule {
  static forRoot(config: Config): DynamicModule {
    return {
      module: WorkerModule,
      imports: [PlatformModule.forRoot({ config, entities: ENTITIES, role: 'worker' }), ...ROOMS],
    }
  }
}
