import { Module } from '@nestjs/common'
import { FeedModule } from '#libs/feed'
import { StationModule } from '#libs/station'
import { AssessStations } from './assess-stations'
import { JudgeAreas } from './judge-areas'
import { RiskController } from './risk.controller'
import { RiskViews } from './risk-views'

@Module({
  imports: [StationModule, FeedModule],
  controllers: [RiskController],
  providers: [AssessStations, JudgeAreas, RiskViews],
  exports: [AssessStations, RiskViews],
})
export class RiskModule {}
