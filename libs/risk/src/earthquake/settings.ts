import { z } from 'zod'
import { type Db, sql } from '#libs/platform'

/** When officers are told of an earthquake: `earthquake` in `hazards.json`. */
export const earthquakeSettings = z.strictObject({
  /** Least estimated intensity class (MMI) in any village: III is felt indoors by several. */
  notifyMmi: z.int().min(1).max(12).default(3),
  /** A tsunami that BMKG calls possible is told when the epicentre is so near; null far from any coast. */
  tsunamiWithinKm: z.number().positive().nullable().default(500),
  /** An older earthquake is history: lists hold weeks of them, and nobody is woken for last Tuesday's. */
  newestHours: z.number().positive().default(3),
})

export type EarthquakeSettings = z.infer<typeof earthquakeSettings>

export async function readEarthquakeSettings(db: Db): Promise<EarthquakeSettings> {
  const [row] = await sql<{ earthquake: unknown }>(db, `select earthquake from hazard_setting where id = 1`)
  return earthquakeSettings.parse(row?.earthquake ?? {})
}
