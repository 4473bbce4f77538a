import { Module } from '@nestjs/common'
import { IngestPayload } from './ingest-payload'

@Module({ providers: [IngestPayload], exports: [IngestPayload] })
export class FeedModule {}
