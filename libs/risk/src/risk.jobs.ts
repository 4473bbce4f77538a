import { z } from 'zod'
import { defineJob } from '#libs/platform'

/** Look at the new readings of these stations. */
export const assessStations = defineJob({
  name: 'assess-stations',
  attempts: 5,
  backoffMs: 1_000,
  priority: 1,
  data: z.object({ payloadId: z.coerce.string(), stationIds: z.array(z.string()) }),
  key: ({ payloadId }) => payloadId,
})
