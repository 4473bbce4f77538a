import { z } from 'zod'
import { defineJob } from '#libs/platform'

/** Look at this warning: it may be approved and not planned. */
export const planDeliveries = defineJob({
  name: 'plan-deliveries',
  attempts: 5,
  backoffMs: 2_000,
  priority: 1,
  data: z.object({ warningId: z.uuid(), revision: z.int().positive() }),
  key: ({ warningId, revision }) => `${warningId}.${revision}`,
})

/** Look at this message: it may have planned deliveries that are due. Lanes work side by side on the same message. */
export const dispatchMessage = defineJob({
  name: 'dispatch-message',
  attempts: 5,
  backoffMs: 2_000,
  priority: 1,
  data: z.object({ messageId: z.uuid(), lane: z.int().nonnegative() }),
  key: ({ messageId, lane }) => `${messageId}.${lane}`,
})

/** Look at the inbound messages that nobody has read. */
export const handleInbound = defineJob({
  name: 'handle-inbound',
  attempts: 5,
  backoffMs: 2_000,
  priority: 2,
  data: z.object({ throughId: z.string().regex(/^\d+$/) }),
  key: ({ throughId }) => throughId,
})
