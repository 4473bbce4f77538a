import { Controller, Get, Header, Inject, Param, Query } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { z } from 'zod'
import { villageCollection, type VillageCollection } from '#libs/area'
import type { StationDetail } from '#libs/contract'
import { ZodPipe } from '#libs/platform'
import { RiskViews } from './risk-views'

const hours = z.coerce
  .number()
  .int()
  .min(1)
  .max(24 * 14)
  .default(48)

@Controller('api')
export class RiskController {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly views: RiskViews,
  ) {}

  @Get('villages.geojson')
  @Header('content-type', 'application/geo+json')
  villages(): Promise<VillageCollection> {
    return villageCollection(this.db)
  }

  @Get('stations/:id')
  station(@Param('id') id: string, @Query('hours', new ZodPipe(hours)) span: number): Promise<StationDetail> {
    return this.views.station(id, span)
  }
}
