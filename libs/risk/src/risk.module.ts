import { Module } from '@nestjs/common'
import { FeedModule } from '#libs/feed'
import { StationModule } from '#libs/station'
import { AssessStations } from './assess-stations'
import { JudgeAreas } from './judge-areas'

@Module({ imports: [StationModule, FeedModule], providers: [AssessStations, JudgeAreas], exports: [AssessStations] })
export class RiskModule {}
