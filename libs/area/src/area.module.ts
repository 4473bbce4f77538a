import { Module } from '@nestjs/common'
import { ImportRegion } from './region/import-region'

@Module({ providers: [ImportRegion], exports: [ImportRegion] })
export class AreaModule {}
