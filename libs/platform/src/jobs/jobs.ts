import { InjectQueue } from '@nestjs/bullmq'
import { Injectable, Logger } from '@nestjs/common'
import type { Queue } from 'bullmq'
import type { EntityManager } from 'typeorm'
import { messageOf } from '../errors'
import { afterCommit } from '../events'
import type { JobDefinition } from './define-job'

export const QUEUE = 'kentongan'

type Handler = (data: unknown) => Promise<void>

export class JobsInconsistent extends Error {}

/**
 * Wake-ups through the queue. The rows are the truth: a wake-up that is lost costs time until the sweeper finds the row, never work.
 */
@Injectable()
export class Jobs {
  private readonly log = new Logger(Jobs.name)
  private readonly handlers = new Map<string, { definition: JobDefinition; handler: Handler }>()
  /** When the queue last refused a wake-up, on the wall clock; cleared by the next success. */
  failingSince?: Date

  constructor(@InjectQueue(QUEUE) private readonly queue: Queue) {}

  handle<T>(definition: JobDefinition<T>, handler: (data: T) => Promise<void>): void {
    if (this.handlers.has(definition.name)) throw new JobsInconsistent(`job ${definition.name} has two handlers`)
    this.handlers.set(definition.name, { definition: definition as JobDefinition, handler: handler as Handler })
  }

  /** Never throws and never waits for longer than the queue needs to answer; a failure is logged and left to the sweeper. */
  async wake<T>(definition: JobDefinition<T>, ...data: T[]): Promise<void> {
    try {
      await this.queue.addBulk(
        data.map((item) => ({
          name: definition.name,
          data: item,
          opts: {
            jobId: `${definition.name}.${definition.key(item)}`,
            attempts: definition.attempts,
            backoff: { type: 'exponential' as const, delay: definition.backoffMs },
            removeOnComplete: true,
            removeOnFail: true,
            ...(definition.priority ? { priority: definition.priority } : {}),
          },
        })),
      )
      this.failingSince = undefined
    } catch (error) {
      this.failingSince ??= new Date()
      this.log.warn(`wake-up ${definition.name} not queued, the sweeper will find its rows: ${messageOf(error)}`)
    }
  }

  /** How many wake-ups wait; throws when the queue does not answer. */
  async waiting(): Promise<number> {
    return this.queue.getWaitingCount()
  }

  /** The same once `tx` has committed: a wake-up must not come before the row it speaks of. */
  wakeAfterCommit<T>(tx: EntityManager, definition: JobDefinition<T>, ...data: T[]): Promise<void> {
    return afterCommit(tx, () => this.wake(definition, ...data))
  }

  /** @throws JobsInconsistent when nobody handles the name; ZodError when the data are not the definition's */
  async run(name: string, data: unknown): Promise<void> {
    const entry = this.handlers.get(name)
    if (!entry) throw new JobsInconsistent(`job ${name} has no handler`)
    await entry.handler(entry.definition.data.parse(data))
  }
}
