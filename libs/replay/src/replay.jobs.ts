import { z } from 'zod'
import { defineJob } from '#libs/platform'

/** Look at this replay: it may wait to be played. */
export const playReplay = defineJob({
  name: 'play-replay',
  attempts: 1,
  backoffMs: 1_000,
  data: z.object({ runId: z.uuid() }),
  key: ({ runId }) => runId,
})
