import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq'
import { Logger } from '@nestjs/common'
import type { Job } from 'bullmq'
import { Jobs, QUEUE } from './jobs'

/** Takes wake-ups from the queue. Only processes that work (worker, replay) include it. */
@Processor(QUEUE, { concurrency: 8, lockDuration: 30_000, maxStalledCount: 10 })
export class JobProcessor extends WorkerHost {
  private readonly log = new Logger(JobProcessor.name)

  constructor(private readonly jobs: Jobs) {
    super()
  }

  async process(job: Job): Promise<void> {
    await this.jobs.run(job.name, job.data)
  }

  @OnWorkerEvent('failed')
  failed(job: Job | undefined, error: Error): void {
    this.log.error(`job ${job?.id ?? '?'} failed (attempt ${job?.attemptsMade ?? '?'}): ${error.message}`)
  }

  @OnWorkerEvent('error')
  lost(error: Error): void {
    this.log.warn(`queue: ${error.message}`)
  }
}
