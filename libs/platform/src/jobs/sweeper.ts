import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common'
import { CONFIG, type Config } from '../config'
import { messageOf } from '../errors'
import { type ProcessRole, ROLE } from '../role'

type Sweep = () => Promise<number>

/**
 * Finds due rows that nobody woke. Runs on a timer of this process, not in the queue: it must work when the queue is gone.
 * A sweep does the work itself, in bounded portions, and answers how many rows it moved.
 */
@Injectable()
export class Sweeper implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(Sweeper.name)
  private readonly sweeps = new Map<string, Sweep>()
  private timer?: NodeJS.Timeout
  private running?: Promise<number>
  private stopped = true

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(ROLE) private readonly role: ProcessRole,
  ) {}

  add(name: string, sweep: Sweep): void {
    this.sweeps.set(name, sweep)
  }

  /** Only processes that work sweep; an api registers sweeps without ever running them. */
  onApplicationBootstrap(): void {
    if (this.role === 'api' || this.role === 'tool') return
    this.stopped = false
    this.arm()
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true
    clearTimeout(this.timer)
    await this.running
  }

  /** One round over every sweep; a sweep that fails is logged and does not keep the others from running. */
  async sweepOnce(): Promise<number> {
    this.running ??= this.round().finally(() => (this.running = undefined))
    return this.running
  }

  private async round(): Promise<number> {
    let moved = 0
    for (const [name, sweep] of this.sweeps) {
      try {
        moved += await sweep()
      } catch (error) {
        this.log.error(`sweep ${name}: ${messageOf(error)}`)
      }
    }
    return moved
  }

  private arm(): void {
    if (this.stopped) return
    this.timer = setTimeout(() => void this.sweepOnce().finally(() => this.arm()), this.config.SWEEP_EVERY_MS)
  }
}
