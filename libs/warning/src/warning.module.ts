import { Module } from '@nestjs/common'
import { RiskModule } from '#libs/risk'
import { StationModule } from '#libs/station'
import { DecideWarning } from './decide-warning'
import { DraftWarnings } from './draft-warnings'
import { ExpireWarning } from './expire-warning'

@Module({ imports: [RiskModule, StationModule], providers: [DraftWarnings, DecideWarning, ExpireWarning], exports: [DecideWarning, DraftWarnings] })
export class WarningModule {}
