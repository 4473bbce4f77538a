import { Module } from '@nestjs/common'
import { DeliveryModule } from '#libs/delivery'
import { IncidentController } from './incident.controller'
import { ListReports } from './list-reports'
import { RecordReports } from './record-reports'

@Module({ imports: [DeliveryModule], controllers: [IncidentController], providers: [RecordReports, ListReports], exports: [ListReports] })
export class IncidentModule {}
