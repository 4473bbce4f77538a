import type { ZoneRain } from '#libs/contract'
import { type Db, MS_PER_HOUR, sql } from '#libs/platform'
import { antecedentIndex } from './antecedent'
import { type ArealMean, arealMean, type NearGauge } from './areal'
import { arealForecast, villageForecasts } from './forecast-rain'
import { gaugeRecords, gaugesOfZones } from './gauge-records'
import { type RainBulletin, rainBulletins } from './rain-bulletin'
import { type RainSum, sumsOf } from './rain-record'
import { readRainSettings } from './settings'

export const SUM_HOURS = [1, 3, 6, 24] as const
const FORECAST_HOURS = [3, 6, 24] as const
const LONGEST_FORECAST_HOURS = 24
const MS_PER_DAY = 24 * MS_PER_HOUR

/** Areal rain with what it rests on: gauges by name, how much of the window they know, what was left out. */
export interface ArealRain extends ZoneRain {
  readonly sums: (ZoneRain['sums'][number] & { readonly coverage: number; readonly stations: string[]; readonly suspect: number })[]
  /** Days before the last 24 hours whose rain is not known. */
  readonly antecedentMissingDays: number
  readonly bulletin: RainBulletin | null
}

interface ZoneRow {
  id: string
  name: string
  hazard: ZoneRain['hazard']
  areas: string[]
}

/**
 * Rain of hazard zones at an instant: what fell, how wet the days before were, what is forecast and which bulletin is in effect.
 * The antecedent index ends where the last 24 hours begin: the storm itself is not counted as what came before it.
 *
 * @param zoneIds all zones where none is named
 */
export async function zoneRain(db: Db, now: Date, zoneIds?: readonly string[]): Promise<ArealRain[]> {
  const zones = await sql<ZoneRow>(
    db,
    `select z.id, z.name, z.hazard, array_agg(a.area_code order by a.area_code) as areas
       from hazard_zone z join hazard_zone_area a on a.zone_id = z.id where $1::text[] is null or z.id = any($1) group by z.id order by z.id`,
    [zoneIds ?? null],
  )
  if (zones.length === 0) return []
  const ids = zones.map((zone) => zone.id)
  const settings = await readRainSettings(db)
  const from = new Date(now.getTime() - (settings.antecedentDays + 1) * MS_PER_DAY)
  const gauges = await gaugesOfZones(db, ids, settings.maxDistanceKm, from, now)
  const stations = [...new Set([...gauges.values()].flat().map((gauge) => gauge.stationId))]
  const records = await gaugeRecords(db, stations, from, now)
  const codes = [...new Set(zones.flatMap((zone) => zone.areas))]
  const forecasts = await villageForecasts(db, codes, now, LONGEST_FORECAST_HOURS)
  const bulletins = await rainBulletins(db, ids, now)
  const windows = windowsAt(now, settings.antecedentDays)
  const recent = windows.recent.map(({ hours, from: begin, to }) => ({ hours, sums: sumsOf(records, begin, to) }))
  const days = windows.days.map((day) => sumsOf(records, day.from, day.to))
  return zones.map(({ id, name, hazard, areas }) => {
    const near = gauges.get(id) ?? []
    const bulletin = bulletins.get(id) ?? null
    const antecedent = antecedentIndex(
      days.map((sums) => arealMean(near, sums).mm),
      { keep: settings.antecedentKeep, gapDays: settings.antecedentGapDays },
    )
    return {
      zoneId: id,
      name,
      hazard,
      sums: recent.map(({ hours, sums }) => ({ hours, ...withCounts(arealMean(near, sums), near, sums) })),
      antecedent: antecedent.mm,
      antecedentMissingDays: antecedent.missingDays,
      forecast: FORECAST_HOURS.map((hours) => ({ hours, mm: arealForecast(areas, forecasts, now, hours) })),
      nowcast: bulletin?.event ?? null,
      bulletin,
      at: now.toISOString(),
    }
  })
}

/** The last hours, and the days that end where the last 24 hours begin, oldest first. */
function windowsAt(now: Date, antecedentDays: number) {
  const to = now.getTime()
  return {
    recent: SUM_HOURS.map((hours) => ({ hours, from: to - hours * MS_PER_HOUR, to })),
    days: Array.from({ length: antecedentDays }, (_, index) => {
      const endsAt = to - (antecedentDays - index) * MS_PER_DAY
      return { from: endsAt - MS_PER_DAY, to: endsAt }
    }),
  }
}

function withCounts(mean: ArealMean, gauges: readonly NearGauge[], sums: ReadonlyMap<string, RainSum>) {
  const suspect = gauges.reduce((total, { stationId }) => total + (sums.get(stationId)?.suspect ?? 0), 0)
  return { ...mean, gauges: mean.stations.length, suspect }
}
