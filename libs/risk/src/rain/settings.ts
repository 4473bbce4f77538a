import { z } from 'zod'
import { type Db, sql } from '#libs/platform'

/** How a site's severity comes down and what a bulletin may add: `landslide` in `hazards.json`. */
export const landslideSettings = z.strictObject({
  /** A severity holds while the 24-hour sum is at least this share of what its longest window asks for. */
  holdShare: z.number().gt(0).max(1).default(0.8),
  /** How long the sum must stay below before the severity falls: slopes give way hours after the rain. */
  holdHours: z.number().positive().default(6),
  /** With a bulletin on rain in effect, this share of a severity-1 threshold makes waspada. */
  bulletinShare: z.number().gt(0).max(1).default(0.5),
})

export type LandslideSettings = z.infer<typeof landslideSettings>

export async function readLandslideSettings(db: Db): Promise<LandslideSettings> {
  const [row] = await sql<{ landslide: unknown }>(db, `select landslide from hazard_setting where id = 1`)
  return landslideSettings.parse(row?.landslide ?? {})
}
