import { Module } from '@nestjs/common'
import { StationDirectory } from './station-directory'

@Module({ providers: [StationDirectory], exports: [StationDirectory] })
export class StationModule {}
