import { Controller, Get, Inject } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { maskPhone } from '#libs/contact'
import type { Report } from '#libs/contract'
import { sql } from '#libs/platform'
import { ListReports } from './list-reports'

@Controller('api/reports')
export class IncidentController {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly reports: ListReports,
  ) {}

  @Get()
  async list(): Promise<Report[]> {
    const reports = await this.reports.run({ limit: 200 })
    const phones = await sql<{ id: string; phone: string }>(this.db, `select id, phone from contact where id = any($1)`, [
      reports.map((report) => report.contactId).filter((id) => id !== null),
    ])
    const phoneOf = new Map(phones.map((row) => [row.id, maskPhone(row.phone)]))
    return reports.map((report) => ({
      id: report.id,
      village: report.areaName,
      reporter: report.contactName,
      role: report.contactRole,
      phone: report.contactId === null ? null : (phoneOf.get(report.contactId) ?? null),
      type: report.type,
      depthCm: report.depthCm,
      rt: report.rt,
      rw: report.rw,
      text: report.text,
      state: report.state,
      reportedAt: new Date(report.reportedAt).toISOString(),
    }))
  }
}
