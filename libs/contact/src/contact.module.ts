import { Module } from '@nestjs/common'

/** Contacts are rows and questions about rows; so far nothing here needs to be injected. */
@Module({})
export class ContactModule {}
