import { Module } from '@nestjs/common'
import { FeedModule } from '#libs/feed'
import { StationModule } from '#libs/station'
import { AssessEarthquake } from './earthquake/assess-earthquake'
import { AssessSites } from './rain/assess-sites'
import { RainController } from './rain/rain.controller'
import { AssessStations } from './assess-stations'
import { JudgeAreas } from './judge-areas'
import { RiskController } from './risk.controller'
import { RiskViews } from './risk-views'

@Module({
  imports: [StationModule, FeedModule],
  controllers: [RiskController, RainController],
  providers: [AssessStations, JudgeAreas, RiskViews, AssessSites, AssessEarthquake],
  exports: [AssessStations, RiskViews],
})
export class RiskModule {}
