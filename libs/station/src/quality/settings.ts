import { z } from 'zod'

const fields = {
  hardMin: z.number(),
  hardMax: z.number(),
  /** Beyond these a reading standing alone is suspect. */
  softMin: z.number().optional(),
  softMax: z.number().optional(),
  /** Unit per hour. */
  risePerHour: z.number().positive(),
  /** Unit per hour. */
  fallPerHour: z.number().positive(),
  /** One value for this long is a sensor that does not move. */
  stuckHours: z.number().positive(),
  /** Readings further apart than this are not neighbours in time: a run of equal values ends there. */
  silenceHours: z.number().positive().optional(),
  /** Whether exactly 0 means "no value" at this post. */
  zeroIsMissing: z.boolean(),
  sentinels: z.array(z.number()),
  /** A reading older than this at receipt says nothing about now. */
  staleHours: z.number().positive(),
  /** A step of at least `step`, flat before it and after it (readings within `flatWithin` of each other), is held for a person. */
  datumJump: z.strictObject({ step: z.number().positive(), flatWithin: z.number().positive() }).optional(),
  /** A held step is called temporary for so long: an instrument taken out and put back. */
  temporaryShift: z.strictObject({ longestHours: z.number().positive() }).optional(),
  /** More than `reversals` turns of at least `swing`, up and down, within so many hours. */
  oscillation: z
    .strictObject({ swing: z.number().positive(), reversals: z.int().positive(), withinHours: z.number().positive().max(24) })
    .optional(),
  /** A change faster than this (unit per hour) needs one like it at a neighbour. */
  unsupportedPerHour: z.number().positive().optional(),
  /** What a gate-keeper's message and the instrument may differ by, when no more than so many minutes lie between them. */
  gateKeeper: z.strictObject({ tolerance: z.number().positive(), withinMinutes: z.number().positive().max(120) }).optional(),
}

/** What a station's water level (metres above its zero) or discharge (m3/s) may do; a row of the region package. */
export const qualitySettings = z
  .strictObject(fields)
  .refine(({ hardMin, hardMax }) => hardMin < hardMax, { message: 'hardMin must lie below hardMax', path: ['hardMin'] })
  .refine(({ softMin, hardMin }) => softMin === undefined || softMin > hardMin, {
    message: 'softMin must lie above hardMin',
    path: ['softMin'],
  })
  .refine(({ softMax, hardMax }) => softMax === undefined || softMax < hardMax, {
    message: 'softMax must lie below hardMax',
    path: ['softMax'],
  })
  .refine(({ softMin, softMax }) => softMin === undefined || softMax === undefined || softMin < softMax, {
    message: 'softMin must lie below softMax',
    path: ['softMin'],
  })
  .refine(({ datumJump }) => !datumJump || datumJump.flatWithin < datumJump.step / 2, {
    message: 'what counts as flat must be less than half of the step',
    path: ['datumJump', 'flatWithin'],
  })
  .refine(({ temporaryShift, datumJump }) => !temporaryShift || datumJump !== undefined, {
    message: 'a temporary shift is a held step: datumJump says which',
    path: ['temporaryShift'],
  })
  .refine(({ unsupportedPerHour, risePerHour }) => unsupportedPerHour === undefined || unsupportedPerHour < risePerHour, {
    message: 'unsupportedPerHour must lie below risePerHour',
    path: ['unsupportedPerHour'],
  })

export type QualitySettings = z.infer<typeof qualitySettings>

/** What a rain gauge may say. Amounts in mm over the interval of the reading. */
export const rainSettings = z.strictObject({
  /** The most that can fall in an hour; shorter and longer intervals are scaled. */
  hardMaxPerHour: z.number().positive(),
  sentinels: z.array(z.number()),
  /** One amount, over and over for this long, is a gauge that repeats itself; zero is no rain and may go on. */
  stuckHours: z.number().positive().optional(),
  /** One tip of the bucket: a run of single tips is drizzle. */
  tip: z.number().nonnegative().optional(),
  silenceHours: z.number().positive().optional(),
  /** After a silence of `hours` the first amount above `amount` fell over the silence, not in its interval. */
  accumulation: z.strictObject({ hours: z.number().positive(), amount: z.number().nonnegative() }).optional(),
  /** A reading older than this at receipt is suspect. */
  staleHours: z.number().positive().optional(),
})

export type RainSettings = z.infer<typeof rainSettings>

/** Settings of the parameters beside the water level. */
export const otherQualitySettings = z.strictObject({ rain: rainSettings.optional(), discharge: qualitySettings.optional() })

export type OtherQualitySettings = z.infer<typeof otherQualitySettings>

/** Marks by which weather services and loggers say "not measured": never water and never rain. */
export const COMMON_SENTINELS: readonly number[] = [8888, 9999, -9999]

/**
 * For a gauge the region package says nothing of: what no gauge on earth measures. The greatest hour on record brought 305 mm
 * (Holt, Missouri, 22 June 1947, in 42 minutes; WMO-No. 1045).
 */
export const ANY_RAIN: RainSettings = Object.freeze({ hardMaxPerHour: 305, sentinels: [...COMMON_SENTINELS] })

/** How a station's severity comes down. */
export const hysteresisSettings = z.object({ margin: z.number().nonnegative(), holdHours: z.number().positive() }).strict()
