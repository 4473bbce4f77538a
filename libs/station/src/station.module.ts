import { Module } from '@nestjs/common'
import { OverrideController } from './override/override.controller'
import { OverrideQuality } from './override/override-quality'
import { StationDirectory } from './station-directory'

@Module({ controllers: [OverrideController], providers: [StationDirectory, OverrideQuality], exports: [StationDirectory, OverrideQuality] })
export class StationModule {}
