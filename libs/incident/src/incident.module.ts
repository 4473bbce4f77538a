import { Module } from '@nestjs/common'
import { DeliveryModule } from '#libs/delivery'
import { ListReports } from './list-reports'
import { RecordReports } from './record-reports'

@Module({ imports: [DeliveryModule], providers: [RecordReports, ListReports], exports: [ListReports] })
export class IncidentModule {}
