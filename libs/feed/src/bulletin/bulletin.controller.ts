import { Controller, Get, Query } from '@nestjs/common'
import type { FeatureCollection } from 'geojson'
import { Needs } from '#libs/access'
import type { BulletinView } from '#libs/contract'
import { BulletinViews } from './bulletin-views'

@Controller('api')
export class BulletinController {
  constructor(private readonly views: BulletinViews) {}

  @Get('bulletins')
  @Needs('see')
  all(@Query('ended') ended?: string): Promise<BulletinView[]> {
    return this.views.all(ended === '1')
  }

  @Get('bulletins.geojson')
  @Needs('see')
  geojson(): Promise<FeatureCollection> {
    return this.views.geojson()
  }
}
