import { Inject, Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { sql } from '#libs/platform'
import type { IncidentReport } from './incident-report'

export interface ReportFilter {
  readonly areaCode?: string
  /** At most this many, 1 to 500. */
  readonly limit?: number
}

const MOST = 500

/** What people on the spot reported, the latest first. Phone numbers stay out. */
@Injectable()
export class ListReports {
  constructor(@Inject(DataSource) private readonly db: DataSource) {}

  run({ areaCode, limit = 100 }: ReportFilter = {}): Promise<IncidentReport[]> {
    return sql<IncidentReport>(
      this.db,
      `select r.id, r.type, r.depth_cm as "depthCm", r.rt, r.rw, r.text, r.state, r.area_code as "areaCode", a.name as "areaName",
              r.contact_id as "contactId", c.name as "contactName", c.role as "contactRole", r.reported_at as "reportedAt", r.received_at as "receivedAt"
         from incident_report r left join area a on a.code = r.area_code left join contact c on c.id = r.contact_id
        where $1::text is null or r.area_code = $1
        order by r.reported_at desc, r.id limit $2`,
      [areaCode ?? null, Math.min(Math.max(1, limit), MOST)],
    )
  }
}
