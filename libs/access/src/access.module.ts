import { Global, Module } from '@nestjs/common'
import { Audit } from './audit'
import { SessionController } from './session.controller'
import { Sessions } from './sessions'

@Global()
@Module({ controllers: [SessionController], providers: [Audit, Sessions], exports: [Audit, Sessions] })
export class AccessModule {}
