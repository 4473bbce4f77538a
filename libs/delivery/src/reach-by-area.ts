import { type Db, sql } from '#libs/platform'

/** How far a warning has come in one village. Accepted, delivered and acknowledged are three different things. */
export interface AreaReach {
  readonly areaCode: string
  readonly name: string
  readonly recipients: number
  readonly attempted: number
  /** Taken by the provider. */
  readonly accepted: number
  /** The network says that the phone has it. */
  readonly delivered: number
  readonly unknown: number
  /** A person answered. */
  readonly acknowledged: number
  /** Whether the village head answered; null: the village has none among the recipients. */
  readonly kadesAcknowledged: boolean | null
  /** Why the village is not told by this warning, if it is not. */
  readonly withheld: string | null
}

/** Every village of a warning, by code. */
export async function reachByArea(db: Db, warningId: string): Promise<AreaReach[]> {
  return sql<AreaReach>(
    db,
    `with intent as (
       select d.area_code, d.contact_id, bool_or(d.attempted_at is not null) as attempted, bool_or(d.provider_ref is not null) as accepted,
              bool_or(d.state = 'delivered') as delivered, bool_or(d.state = 'unknown') as unknown
         from delivery d join message m on m.id = d.message_id
        where m.warning_id = $1 and m.purpose = 'warning' and (d.failure is null or d.failure not like 'gate.%')
        group by d.area_code, d.contact_id, d.channel)
     select wa.area_code as "areaCode", a.name, wa.withheld,
            count(i.contact_id)::int as recipients,
            count(*) filter (where i.attempted)::int as attempted,
            count(*) filter (where i.accepted)::int as accepted,
            count(*) filter (where i.delivered)::int as delivered,
            count(*) filter (where i.unknown and not i.accepted)::int as unknown,
            count(k.contact_id)::int as acknowledged,
            bool_or(k.contact_id is not null) filter (where c.role = 'kades') as "kadesAcknowledged"
       from warning_area wa join area a on a.code = wa.area_code
       left join intent i on i.area_code = wa.area_code
       left join contact c on c.id = i.contact_id
       left join acknowledgement k on k.warning_id = wa.warning_id and k.contact_id = i.contact_id
      where wa.warning_id = $1
      group by wa.area_code, a.name, wa.withheld order by wa.area_code`,
    [warningId],
  )
}
