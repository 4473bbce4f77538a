import { Controller, Get, Inject } from '@nestjs/common'
import { DataSource } from 'typeorm'
import type { ZoneRain } from '#libs/contract'
import { zoneRain } from '#libs/feed'
import { Clock } from '#libs/platform'

/** Needs what every screen needs: a session that may see. */
@Controller('api/zones')
export class RainController {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @Get('rain')
  rain(): Promise<ZoneRain[]> {
    return zoneRain(this.db, this.clock.now())
  }
}
