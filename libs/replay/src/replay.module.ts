import { Module } from '@nestjs/common'
import { DeliveryModule } from '#libs/delivery'
import { FeedModule } from '#libs/feed'
import { WarningModule } from '#libs/warning'
import { ProviderControl } from './provider-control'
import { ReplayDriver } from './replay-driver'

@Module({ imports: [FeedModule, WarningModule, DeliveryModule], providers: [ProviderControl, ReplayDriver], exports: [ReplayDriver, ProviderControl] })
export class ReplayModule {}
