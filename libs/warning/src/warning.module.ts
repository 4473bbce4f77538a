import { Module } from '@nestjs/common'
import { RiskModule } from '#libs/risk'
import { StationModule } from '#libs/station'
import { DecideWarning } from './decide-warning'
import { DraftWarnings } from './draft-warnings'
import { ExpireWarning } from './expire-warning'
import { WarningController } from './warning.controller'
import { WarningViews } from './warning-views'

@Module({
  imports: [RiskModule, StationModule],
  controllers: [WarningController],
  providers: [DraftWarnings, DecideWarning, ExpireWarning, WarningViews],
  exports: [DecideWarning, DraftWarnings, WarningViews],
})
export class WarningModule {}
