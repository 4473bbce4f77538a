import type { z } from 'zod'

/** A wake-up: its data are ids, running it twice changes nothing. */
export interface JobDefinition<T = unknown> {
  readonly name: string
  readonly data: z.ZodType<T>
  /** Same key while one waits: same job. BullMQ forbids ':'. */
  readonly key: (data: T) => string
  readonly attempts: number
  readonly backoffMs: number
  /** 1 is taken first; 0 means no priority, which BullMQ takes before any number. */
  readonly priority?: number
}

export const defineJob = <T>(definition: JobDefinition<T>): JobDefinition<T> => Object.freeze(definition)
