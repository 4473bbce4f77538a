import { type Db, MS_PER_HOUR, MS_PER_MINUTE, sql } from '#libs/platform'
import { type RainInterval, type RainRecord, rainRecord, rainSum } from './rain-record'

const MINUTES_PER_HOUR = 60
/** An areal forecast needs this share of the villages. */
const LEAST_VILLAGES = 0.5

/** The rain each village is forecast, by the newest analysis of its own that was there at the time; steps that say nothing of rain are gaps. */
export async function villageForecasts(db: Db, areaCodes: readonly string[], now: Date, hours: number): Promise<Map<string, RainRecord>> {
  const until = new Date(now.getTime() + hours * MS_PER_HOUR)
  const rows = await sql<{ area_code: string; valid_from: Date; step_hours: number; rain: number | null }>(
    db,
    `select f.area_code, f.valid_from, f.step_hours, f.rain from forecast_step f
       join (select area_code, max(analysis_at) as analysis_at from forecast_step where area_code = any($1) and analysis_at <= $2 group by area_code) newest
         on newest.area_code = f.area_code and newest.analysis_at = f.analysis_at
      where f.rain is not null and f.valid_from < $3 and f.valid_from + make_interval(hours => f.step_hours) > $2`,
    [areaCodes, now, until],
  )
  const steps = new Map<string, RainInterval[]>()
  for (const { area_code, valid_from, step_hours, rain } of rows) {
    const minutes = step_hours * MINUTES_PER_HOUR
    const step: RainInterval = { endsAt: valid_from.getTime() + minutes * MS_PER_MINUTE, minutes, mm: rain ?? 0, suspect: rain === null }
    steps.set(area_code, [...(steps.get(area_code) ?? []), step])
  }
  return new Map([...steps].map(([code, own]) => [code, rainRecord(own)]))
}

/** Mean over the villages that have a forecast for the hours to come, mm; null where fewer than half have one. */
export function arealForecast(
  areaCodes: readonly string[],
  forecasts: ReadonlyMap<string, RainRecord>,
  now: Date,
  hours: number,
): number | null {
  const sums = areaCodes.flatMap((code) => {
    const record = forecasts.get(code)
    const mm = record ? rainSum(record, now.getTime(), now.getTime() + hours * MS_PER_HOUR).mm : null
    return mm === null ? [] : [mm]
  })
  if (sums.length === 0 || sums.length < areaCodes.length * LEAST_VILLAGES) return null
  return sums.reduce((total, mm) => total + mm, 0) / sums.length
}
