import { Controller, Get, Inject, Param } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { z } from 'zod'
import type { SendingBoard } from '#libs/contract'
import { sql, ZodPipe } from '#libs/platform'
import { WarningViews } from '#libs/warning'
import { deliveryTotals } from './delivery-totals'
import { reachByArea } from './reach-by-area'

const uuid = new ZodPipe(z.uuid())

@Controller('api/warnings')
export class DeliveryController {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly warnings: WarningViews,
  ) {}

  /** How far a warning has come, village by village. */
  @Get(':id/board')
  async board(@Param('id', uuid) id: string): Promise<SendingBoard> {
    const warning = await this.warnings.brief(id)
    const [totals, reach] = [await deliveryTotals(this.db, id), await reachByArea(this.db, id)]
    const heads = await sql<{ area_code: string; total: number; acknowledged: number }>(
      this.db,
      `select d.area_code, count(distinct d.contact_id)::int as total, count(distinct k.contact_id)::int as acknowledged
         from message m join delivery d on d.message_id = m.id join contact c on c.id = d.contact_id and c.role = 'kades'
         left join acknowledgement k on k.warning_id = m.warning_id and k.contact_id = d.contact_id
        where m.warning_id = $1 and m.purpose = 'warning' group by d.area_code`,
      [id],
    )
    const headsOf = new Map(heads.map((row) => [row.area_code, row]))
    return {
      warning,
      totals,
      areas: reach.map((area) => ({
        code: area.areaCode,
        name: area.name,
        recipients: area.recipients,
        attempted: area.attempted,
        accepted: area.accepted,
        delivered: area.delivered,
        acknowledged: area.acknowledged,
        kadesTotal: headsOf.get(area.areaCode)?.total ?? 0,
        kadesAcknowledged: headsOf.get(area.areaCode)?.acknowledged ?? 0,
      })),
    }
  }
}
