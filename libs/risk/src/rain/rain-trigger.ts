import { z } from 'zod'

/** A message names the site; a longer name would not fit one SMS. */
const LONGEST_SITE_NAME = 16

const hours = z.union([z.literal(1), z.literal(3), z.literal(6), z.literal(24)], 'expected 1, 3, 6 or 24 hours')

/**
 * Which rain makes a slope dangerous: any of the windows reaching its sum, on ground as wet as `antecedentMm` asks for.
 * The style is that of Crozier and Eyles (1980) and Glade, Crozier and Smith (2000): rain of the event together with an index of the
 * days before. The numbers belong to each slope; a regency takes them from PVMBG, Balai Teknik Sabo or its own records.
 */
export const rainTrigger = z.strictObject({
  /** What people call the slope. Its zones of severity 1 to 3 share it. */
  site: z
    .string()
    .trim()
    .min(1)
    .max(LONGEST_SITE_NAME, `the name of a site has at most ${LONGEST_SITE_NAME} characters: it stands in the message`),
  windows: z
    .array(z.strictObject({ hours, mm: z.number().positive() }))
    .min(1)
    .refine((windows) => new Set(windows.map((each) => each.hours)).size === windows.length, 'two windows are equally long'),
  antecedentMm: z.number().positive().optional(),
})

export type RainTrigger = z.infer<typeof rainTrigger>
