import { z } from 'zod'

/** The envelope; its items are judged one by one, so that one bad item does not cost the rest. */
export const hookEnvelope = z.object({
  receipts: z.array(z.unknown()).max(500).default([]),
  replies: z.array(z.unknown()).max(500).default([]),
})

const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text))

export const hookReceipt = z
  .object({ id: z.string().min(1).max(100), reference: z.string().min(1).max(200), status: z.enum(['delivered', 'failed']), at: instant })
  .transform(({ id, ...rest }) => ({ providerRef: id, ...rest }))

export const hookReply = z
  .object({ id: z.string().min(1).max(100), from: z.string().regex(/^\+[1-9]\d{7,14}$/), text: z.string().max(1_600), at: instant })
  .transform(({ id, ...rest }) => ({ providerRef: id, ...rest }))

export interface RejectedItem {
  readonly item: unknown
  /** Where it stood: `receipts.3.status`. */
  readonly field: string
  readonly reason: string
}

/** Splits a list into what the schema takes and what it rejects, each rejection with its place. */
export function judgeItems<T>(name: string, items: readonly unknown[], schema: z.ZodType<T>): { taken: T[]; rejected: RejectedItem[] } {
  const taken: T[] = []
  const rejected: RejectedItem[] = []
  for (const [index, item] of items.entries()) {
    const parsed = schema.safeParse(item)
    if (parsed.success) taken.push(parsed.data)
    else {
      const issue = parsed.error.issues[0]
      rejected.push({ item, field: [name, index, ...(issue?.path ?? [])].join('.'), reason: issue?.message ?? 'not understood' })
    }
  }
  return { taken, rejected }
}
