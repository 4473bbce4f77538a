import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { sql } from '#libs/platform'
import type { Severity } from '#libs/station'
import type { SiteFacts, ZoneRisk } from './risk.events'

/** What one trigger says of a village. */
interface Reason {
  severity: Severity
  zoneId: string | null
  expectedArrivalAt: Date | null
  /** Null where rain sets the zone off: then its site, and what the rain was. */
  stationId: string | null
  site?: string
  facts?: SiteFacts
}

interface Judgement extends Omit<Reason, 'facts'> {
  areaCode: string
  reasons: Reason[]
  /** Why a site's rain says less than it should, as `site:flag`. */
  siteFlags: string[]
}

/** The risk of each village: the worst of the zones it lies in, with every zone that speaks for it as a reason. */
@Injectable()
export class JudgeAreas {
  /** Stores the present picture; a row of history is added only for a village whose severity changed. */
  async run(tx: EntityManager, risks: readonly ZoneRisk[], now: Date): Promise<void> {
    const judgements = [...combine(risks).values()]
    const degraded = await this.degradedStations(tx, now)
    const flagsOf = ({ stationId }: Reason): string[] =>
      stationId === null ? [] : (degraded.get(stationId) ?? []).map((flag) => `${stationId}:${flag}`)
    const rows = judgements.map((each) => ({ ...each, degraded: [...each.reasons.flatMap(flagsOf), ...each.siteFlags] }))
    await sql(
      tx,
      `with now_judged as (
         select * from jsonb_to_recordset($1::jsonb) as j("areaCode" text, severity smallint, "stationId" text, "zoneId" text, site text,
           "expectedArrivalAt" timestamptz, reasons jsonb, degraded jsonb)
       ), judged as (
         select a.code as area_code, coalesce(j.severity, 0) as severity, j."stationId" as station_id, j."zoneId" as zone_id, j.site,
                j."expectedArrivalAt" as arrival, coalesce(j.reasons, '[]') as reasons,
                array(select jsonb_array_elements_text(coalesce(j.degraded, '[]'))) as degraded
           from (select distinct area_code as code from hazard_zone_area) a left join now_judged j on j."areaCode" = a.code
       ), history as (
         insert into risk_assessment (at, area_code, severity, rule_part, reasons, degraded)
         select $2, j.area_code, j.severity, jsonb_build_object('severity', j.severity, 'station', j.station_id, 'zone', j.zone_id, 'site', j.site),
                j.reasons, j.degraded
           from judged j left join area_risk r on r.area_code = j.area_code
          where coalesce(r.severity, 0) <> j.severity
       )
       insert into area_risk (area_code, severity, station_id, zone_id, expected_arrival_at, reasons, degraded, assessed_at)
       select area_code, severity, station_id, zone_id, arrival, reasons, degraded, $2 from judged
       on conflict (area_code) do update set severity = excluded.severity, station_id = excluded.station_id, zone_id = excluded.zone_id,
         expected_arrival_at = excluded.expected_arrival_at, reasons = excluded.reasons, degraded = excluded.degraded, assessed_at = excluded.assessed_at`,
      [JSON.stringify(rows), now],
    )
  }

  private async degradedStations(tx: EntityManager, now: Date): Promise<Map<string, string[]>> {
    const rows = await sql<{ station_id: string; degraded: string[]; stale: boolean }>(
      tx,
      `select t.station_id, t.degraded, t.latest_at < $1::timestamptz - make_interval(hours => (s.quality->>'staleHours')::int) as stale
         from station_state t join station s on s.id = t.station_id`,
      [now],
    )
    return new Map(rows.map((row) => [row.station_id, [...row.degraded, ...(row.stale ? ['stale'] : [])]]))
  }
}

function combine(risks: readonly ZoneRisk[]): Map<string, Judgement> {
  const judgements = new Map<string, Judgement>()
  const judgementOf = (areaCode: string): Judgement => {
    const known = judgements.get(areaCode) ?? { areaCode, ...NOTHING, reasons: [], siteFlags: [] }
    judgements.set(areaCode, known)
    return known
  }
  for (const risk of risks) {
    for (const { areaCode, expectedArrivalAt } of risk.villages) {
      const judgement = judgementOf(areaCode)
      const reason = reasonOf(risk, expectedArrivalAt)
      judgement.reasons.push(reason)
      const { facts: _, ...worst } = reason
      if (judgement.reasons.length === 1 || risk.severity > judgement.severity) Object.assign(judgement, { site: undefined }, worst)
    }
    if (risk.trigger === 'station') continue
    // Where nothing is in force the village learns all the same that its rain is not known: unknown is not normal.
    for (const areaCode of risk.degraded.length > 0 ? risk.watched : [])
      judgementOf(areaCode).siteFlags.push(...risk.degraded.map((flag) => `${risk.site}:${flag}`))
  }
  return judgements
}

const NOTHING: Reason = { severity: 0, zoneId: null, expectedArrivalAt: null, stationId: null }

function reasonOf(risk: ZoneRisk, expectedArrivalAt: Date | null): Reason {
  const { severity, zoneId } = risk
  if (risk.trigger === 'station') return { stationId: risk.stationId, severity, zoneId, expectedArrivalAt }
  return { stationId: null, site: risk.site, facts: risk.facts, severity, zoneId, expectedArrivalAt }
}
