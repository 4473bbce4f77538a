import { z } from 'zod'

/** What the console asks for. A field nobody knows is refused: a misspelt `until` would play the whole recording. */
export const replayRequest = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]{1,60}$/),
  speed: z.union([z.literal('max'), z.number().positive().max(100_000)]),
  until: z.iso
    .datetime({ offset: true })
    .transform((text) => new Date(text))
    .refine((at) => !Number.isNaN(at.getTime()), 'is no date')
    .optional(),
})

export type ReplayRequest = z.infer<typeof replayRequest>
