import { type Db, sql } from '#libs/platform'

/** CAP's words, mildest first. */
export const BULLETIN_SEVERITIES = ['Unknown', 'Minor', 'Moderate', 'Severe', 'Extreme'] as const

/** A bulletin of another authority on rain or what rain does, in effect over a zone. Theirs: shown with their name, never re-issued. */
export interface RainBulletin {
  readonly id: string
  readonly event: string
  readonly sender: string
  readonly severity: string
}

/** What a bulletin on rain is called, in Indonesian and English: one on heat or ash says nothing of a slope. */
const RAIN_EVENTS = 'hujan|petir|badai|banjir|longsor|rain|thunder|storm|flood|landslide'

/** The worst bulletin on rain in effect over each zone at an instant, by the villages it touches. Tests and exercises do not act. */
export async function rainBulletins(db: Db, zoneIds: readonly string[], now: Date): Promise<Map<string, RainBulletin>> {
  const rows = await sql<RainBulletin & { zone_id: string }>(
    db,
    `select distinct on (z.zone_id) z.zone_id, b.id, b.event, b.sender, coalesce(b.severity, 'Unknown') as severity
       from hazard_zone_area z join bulletin_area a on a.area_code = z.area_code join bulletin b on b.id = a.bulletin_id
      where z.zone_id = any($1) and b.state = 'in-effect' and b.status = 'Actual' and b.event ~* $3
        and (b.expires_at is null or b.expires_at > $2)
      order by z.zone_id, array_position($4::text[], coalesce(b.severity, 'Unknown')) desc nulls last, b.sent_at desc, b.id`,
    [zoneIds, now, RAIN_EVENTS, [...BULLETIN_SEVERITIES]],
  )
  return new Map(rows.map(({ zone_id, ...bulletin }) => [zone_id, bulletin]))
}
