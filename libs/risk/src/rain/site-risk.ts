import { type Db, sql } from '#libs/platform'
import type { Severity } from '#libs/station'
import type { SiteFacts, SiteRisk } from '../risk.events'

interface SiteRow {
  site: string
  severity: Severity
  facts: SiteFacts
  degraded: string[]
  zones: { id: string; severity: Severity; areas: string[] }[]
}

/** What is in force for the zones of the given sites (all sites when none is named), as they were last judged. */
export async function siteRisks(db: Db, sites?: readonly string[]): Promise<SiteRisk[]> {
  const rows = await sql<SiteRow>(
    db,
    `select t.site, t.severity, t.facts, t.degraded, jsonb_agg(jsonb_build_object('id', z.id, 'severity', z.severity, 'areas',
              (select coalesce(jsonb_agg(a.area_code order by a.area_code), '[]') from hazard_zone_area a where a.zone_id = z.id)) order by z.severity) as zones
       from site_state t join hazard_zone z on z.site = t.site
      where $1::text[] is null or t.site = any($1) group by t.site order by t.site`,
    [sites ?? null],
  )
  return rows.map(({ site, severity, facts, degraded, zones }) => {
    // A zone of a lower severity stays warned while a higher one is reached.
    const reached = zones.filter((zone) => zone.severity <= severity)
    return {
      trigger: 'rain',
      site,
      severity,
      zoneId: reached.at(-1)?.id ?? null,
      villages: villagesOf(reached).map((areaCode) => ({ areaCode, expectedArrivalAt: null })),
      travelMinutes: 0,
      facts,
      degraded,
      watched: villagesOf(zones),
    }
  })
}

const villagesOf = (zones: readonly { areas: readonly string[] }[]): string[] =>
  [...new Set(zones.flatMap((zone) => zone.areas))].toSorted()
