import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { readReply } from '#libs/delivery'
import { Clock, Events, sql, tellLive } from '#libs/platform'

interface InboundRow {
  readonly id: string
  readonly contact_id: string | null
  readonly area_code: string | null
  readonly text: string
  readonly received_at: Date
}

/** Turns a text that reports something into an incident report of the sender's village. The same text again changes nothing. */
@Injectable()
export class RecordReports implements OnModuleInit {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    private readonly events: Events,
  ) {}

  onModuleInit(): void {
    this.events.on('report.received', async ({ inboundIds }, tx) => void (await this.run(tx, inboundIds)))
  }

  /** @returns how many reports are new */
  async run(tx: EntityManager, inboundIds: readonly string[]): Promise<number> {
    const rows = await sql<InboundRow>(
      tx,
      `select i.id, i.contact_id, i.text, i.received_at,
              (select min(a.area_code) from contact_area a where a.contact_id = i.contact_id) as area_code
         from inbound_message i where i.id = any($1::bigint[]) order by i.id`,
      [inboundIds],
    )
    const reports = rows.flatMap((row) => {
      const reply = readReply(row.text)
      return reply.kind === 'report' ? [{ ...row, reply }] : []
    })
    if (reports.length === 0) return 0
    const stored = await sql(
      tx,
      `insert into incident_report (inbound_id, contact_id, area_code, type, depth_cm, rt, rw, text, reported_at, received_at)
       select r.*, $10 from unnest($1::bigint[], $2::uuid[], $3::text[], $4::text[], $5::int[], $6::int[], $7::int[], $8::text[], $9::timestamptz[]) r
       on conflict (inbound_id) do nothing returning 1`,
      [
        reports.map((report) => report.id),
        reports.map((report) => report.contact_id),
        reports.map((report) => report.area_code),
        reports.map((report) => report.reply.type),
        reports.map((report) => report.reply.depthCm ?? null),
        reports.map((report) => report.reply.rt ?? null),
        reports.map((report) => report.reply.rw ?? null),
        reports.map((report) => report.text),
        reports.map((report) => report.received_at),
        this.clock.now(),
      ],
    )
    if (stored.length > 0) await tellLive(tx, 'incidents')
    return stored.length
  }
}
