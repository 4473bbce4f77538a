import type { EntityManager } from 'typeorm'
import { sql } from '#libs/platform'
import { type Counts, NOTHING } from '../ingest/counts'
import type { ParsedForecast, Reject } from '../parsed'

/** Stores forecast steps by village, step and analysis; a village of another region is rejected by its code. Null stays null. */
export async function storeForecasts(
  tx: EntityManager,
  payloadId: string,
  steps: readonly ParsedForecast[],
): Promise<{ counts: Counts; rejects: Reject[] }> {
  if (steps.length === 0) return { counts: NOTHING, rejects: [] }
  const codes = [...new Set(steps.map((step) => step.areaCode))]
  const known = new Set((await sql<{ code: string }>(tx, `select code from area where code = any($1)`, [codes])).map((row) => row.code))
  const rejects = steps
    .filter((step) => !known.has(step.areaCode))
    .map((step) => ({ item: step.areaCode, field: 'adm4', reason: `no village of this region has the code ${step.areaCode}` }))
  const own = steps.filter((step) => known.has(step.areaCode))
  const rows = await sql(
    tx,
    `insert into forecast_step (area_code, valid_from, analysis_at, step_hours, rain, temperature, humidity, cloud_cover, wind_speed, wind_degrees,
                                visibility, weather_code, weather, payload_id)
     select "areaCode", to_timestamp("validFrom" / 1000.0), to_timestamp("analysisAt" / 1000.0), "stepHours", rain, temperature, humidity, "cloudCover",
            "windSpeed", "windDegrees", visibility, "weatherCode", weather, $2
       from jsonb_to_recordset($1::jsonb) as given("areaCode" text, "validFrom" float8, "analysisAt" float8, "stepHours" int, rain float8, temperature float8,
            humidity float8, "cloudCover" float8, "windSpeed" float8, "windDegrees" float8, visibility float8, "weatherCode" int, weather text)
     on conflict do nothing returning 1`,
    [JSON.stringify(own), payloadId],
  )
  const counts = { ...NOTHING, received: steps.length, stored: rows.length, duplicates: own.length - rows.length, rejected: rejects.length }
  return { counts, rejects }
}
