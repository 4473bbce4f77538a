import { z } from 'zod'

/** What a station's water level may do; a row of the region package. Levels in metres above the station's zero. */
export const qualitySettings = z
  .object({
    hardMin: z.number(),
    hardMax: z.number(),
    /** Metres per hour. */
    risePerHour: z.number().positive(),
    /** Metres per hour. */
    fallPerHour: z.number().positive(),
    /** One value for this long is a sensor that does not move. */
    stuckHours: z.number().positive(),
    /** Whether exactly 0 means "no value" at this post. */
    zeroIsMissing: z.boolean(),
    sentinels: z.array(z.number()),
    /** A reading older than this at receipt says nothing about now. */
    staleHours: z.number().positive(),
  })
  .strict()
  .refine((settings) => settings.hardMin < settings.hardMax, { message: 'hardMin must lie below hardMax', path: ['hardMin'] })

export type QualitySettings = z.infer<typeof qualitySettings>

/** How a station's severity comes down. */
export const hysteresisSettings = z.object({ margin: z.number().nonnegative(), holdHours: z.number().positive() }).strict()
