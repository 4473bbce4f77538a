import type { ArealRain } from '#libs/feed'
import { type Db, sql } from '#libs/platform'
import type { SiteFacts } from '../risk.events'
import type { SiteLevel, Reached } from './site-severity'

/** A zone that rain sets off. */
export interface RainZone {
  readonly id: string
  readonly site: string
  readonly severity: SiteLevel['severity']
  readonly rain: SiteLevel['trigger']
}

export const rainZones = (db: Db): Promise<RainZone[]> =>
  sql<RainZone>(db, `select id, site, severity, rain from hazard_zone where site is not null order by site, severity`)

export async function hasRainZones(db: Db): Promise<boolean> {
  const [row] = await sql<{ any: boolean }>(db, `select exists (select from hazard_zone where site is not null) as any`)
  return row?.any ?? false
}

/** CAP severities that count beside measured rain. */
const COUNTS: readonly string[] = ['Moderate', 'Severe', 'Extreme']

export const toLevel = (zone: RainZone, { sums, antecedent, bulletin }: ArealRain): SiteLevel => ({
  severity: zone.severity,
  zoneId: zone.id,
  trigger: zone.rain,
  rain: { sums, antecedent, bulletin: bulletin !== null && COUNTS.includes(bulletin.severity) },
})

/** What is kept of a judgement, from the rain on the zone that speaks: the one reached, else the mildest. */
export function factsOf(rains: readonly ArealRain[], reached: Reached | undefined): SiteFacts {
  const speaking = rains.find((rain) => rain.zoneId === reached?.zoneId) ?? rains[0]
  const hours24 = (sums: readonly { hours: number; mm: number | null }[]): number | null => sums.find((sum) => sum.hours === 24)?.mm ?? null
  return {
    reached: reached
      ? { zoneId: reached.zoneId, hours: reached.hours, mm: reached.mm, threshold: reached.threshold, by: reached.by }
      : null,
    day: speaking ? hours24(speaking.sums) : null,
    antecedent: speaking?.antecedent ?? null,
    forecastDay: speaking ? hours24(speaking.forecast) : null,
    bulletin: speaking?.nowcast ?? null,
  }
}
