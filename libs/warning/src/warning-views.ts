import { Inject, Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import type { WarningBrief, WarningDetail } from '#libs/contract'
import { RECIPIENTS_SQL } from '#libs/contact'
import { Clock, NotFound, sql } from '#libs/platform'
import { SEGMENT_LENGTH } from './warning-text'

/** In a message of several parts each part carries this many characters. */
const PART_LENGTH = 153
const MOST_LISTED = 200

const BRIEF = `w.id, w.kind, w.state, w.severity, w.station_id as "stationId", w.trigger->>'name' as "stationName", w.trigger->>'label' as label,
  (w.trigger->>'value')::float8 as value, coalesce(s.display_unit, case when w.site is null then 'cm' else 'mm' end) as "displayUnit", w.trigger->>'observedAt' as "observedAt",
  w.signal_at as "signalAt", w.drafted_at as "draftedAt", w.submitted_at as "submittedAt", w.approved_at as "approvedAt",
  w.first_attempt_at as "firstAttemptAt", w.ended_at as "endedAt", w.end_reason as "endReason", w.recipients,
  (select count(*)::int from warning_area a where a.warning_id = w.id) as villages`

interface DetailRow extends WarningBrief {
  text: string
  exercise: boolean
  expiresAt: string
  submittedBy: string | null
  approvedBy: string | null
  decisionReason: string | null
  travelMinutes: number
  replaces: WarningDetail['replaces']
}

/** Warnings as the screens show them. */
@Injectable()
export class WarningViews {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Open warnings, worst and oldest first; with `ended` the ended ones follow, newest first. */
  list(ended: boolean): Promise<WarningBrief[]> {
    return sql<WarningBrief>(
      this.db,
      `select ${BRIEF} from warning w left join station s on s.id = w.station_id where w.state <> 'ended' or $1
        order by (w.state = 'ended'), case when w.state <> 'ended' then -w.severity end, case when w.state <> 'ended' then w.drafted_at end,
                 w.drafted_at desc limit $2`,
      [ended, MOST_LISTED],
    )
  }

  async brief(id: string): Promise<WarningBrief> {
    const [row] = await sql<WarningBrief>(
      this.db,
      `select ${BRIEF} from warning w left join station s on s.id = w.station_id where w.id = $1`,
      [id],
    )
    if (!row) throw new NotFound('warning', id)
    return row
  }

  /** @throws NotFound */
  async detail(id: string): Promise<WarningDetail> {
    const [row] = await sql<DetailRow>(
      this.db,
      `select ${BRIEF}, w.text, w.exercise, w.expires_at as "expiresAt", su.full_name as "submittedBy", ap.full_name as "approvedBy",
              w.decision_reason as "decisionReason", coalesce((w.why->>'travelMinutes')::int, 0) as "travelMinutes",
              case when r.id is not null then jsonb_build_object('id', r.id, 'severity', r.severity, 'kind', r.kind) end as replaces
         from warning w left join station s on s.id = w.station_id left join warning r on r.id = w.replaces_id
         left join app_user su on su.id = w.submitted_by left join app_user ap on ap.id = w.approved_by where w.id = $1`,
      [id],
    )
    if (!row) throw new NotFound('warning', id)
    const areas = await sql<WarningDetail['areas'][number]>(
      this.db,
      `select wa.area_code as code, a.name, wa.expected_arrival_at as "expectedArrivalAt", wa.withheld is not null as withheld,
              count(c.id)::int as contacts, count(c.id) filter (where c.role = 'kades')::int as kades
         from warning_area wa join area a on a.code = wa.area_code
         left join contact_area ca on ca.area_code = wa.area_code left join contact c on c.id = ca.contact_id and c.retired_at is null
        where wa.warning_id = $1 group by wa.area_code, a.name, wa.expected_arrival_at, wa.withheld order by wa.area_code`,
      [id],
    )
    const told = areas.filter((area) => !area.withheld).map((area) => area.code)
    const people = await sql<WarningDetail['people'][number]>(
      this.db,
      `select role, count(*)::int as count from (${RECIPIENTS_SQL}) r group by role, priority order by priority`,
      [told, this.clock.now()],
    )
    return { ...row, areas, people, segments: row.text.length <= SEGMENT_LENGTH ? 1 : Math.ceil(row.text.length / PART_LENGTH) }
  }
}
