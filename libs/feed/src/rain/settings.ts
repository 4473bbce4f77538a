import { z } from 'zod'
import { type Db, sql } from '#libs/platform'

/** How a region reckons the rain of its zones: `rain` in `hazards.json`. */
export const rainSettings = z.strictObject({
  /** A gauge farther from a zone does not speak for it. Convective cells of the wet season measure 5 to 20 km. */
  maxDistanceKm: z.number().positive().max(100).default(15),
  /** See {@link Memory.keep}: 0.85 a day where nothing was fitted. */
  antecedentKeep: z.number().gt(0).lt(1).default(0.85),
  /** Days the index looks back: after 20 days 4 % of a day's rain is left. */
  antecedentDays: z.int().min(1).max(60).default(20),
  /** See {@link Memory.gapDays}. */
  antecedentGapDays: z.int().nonnegative().default(3),
})

export type RainSettings = z.infer<typeof rainSettings>

export async function readRainSettings(db: Db): Promise<RainSettings> {
  const [row] = await sql<{ rain: unknown }>(db, `select rain from hazard_setting where id = 1`)
  return rainSettings.parse(row?.rain ?? {})
}
