import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Clock, CONFIG, type Config, InstallationClock, messageOf, type ProcessRole, ROLE, sql } from '#libs/platform'
import { purgePayloads } from '../ingest/archive'
import { SOURCES, sourceNamed } from '../sources'
import { nextFetchMs } from './back-off'
import { claimDue, type DueSource, release } from './due-sources'
import { FetchRound } from './fetch-round'

const LOOK_EVERY_MS = 1_000
/** Rounds at a time: a slow host must not keep the others waiting. */
const MOST_ROUNDS = 4
/** Our own fault, the database for instance. */
const RETRY_MS = 30_000
const PURGE_EVERY_MS = 60 * 60_000

/**
 * Asks the region's sources when their turn has come. Runs on a timer of the worker and not in the queue: readings come in when the
 * queue is gone. Several workers share the sources by claims. A replay has its own clock and its own readings: nothing is asked then.
 */
@Injectable()
export class PollFeeds implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(PollFeeds.name)
  private readonly stop = new AbortController()
  private readonly rounds = new Map<string, Promise<void>>()
  private readonly polled = [...SOURCES.values()].filter((source) => source.poll && !source.partOf).map((source) => source.name)
  private timer?: NodeJS.Timeout
  private looking?: Promise<void>
  private purgedAt = 0

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(Clock) private readonly clock: Clock,
    private readonly installation: InstallationClock,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(ROLE) private readonly role: ProcessRole,
    private readonly round: FetchRound,
  ) {}

  onApplicationBootstrap(): void {
    if (this.role !== 'worker' || this.config.FEEDS !== 'on') return
    const again = (): void => {
      if (this.stop.signal.aborted) return
      this.timer = setTimeout(() => {
        this.looking = this.look()
          .catch((error: unknown) => this.log.error(`feeds: ${messageOf(error)}`))
          .finally(again)
      }, LOOK_EVERY_MS)
    }
    again()
  }

  async onApplicationShutdown(): Promise<void> {
    this.stop.abort()
    clearTimeout(this.timer)
    await this.looking
    await Promise.all(this.rounds.values())
  }

  private async look(): Promise<void> {
    if (this.installation.replaying()) return
    await this.purge()
    while (this.rounds.size < MOST_ROUNDS && !this.stop.signal.aborted) {
      const due = await claimDue(this.db, this.polled, this.clock.now())
      if (!due) return
      const running = this.fetch(due).finally(() => this.rounds.delete(due.source))
      this.rounds.set(due.source, running)
    }
  }

  /** Never rejects: a round that fails is over, and its source is due again later. */
  private async fetch({ source, everyMinutes, urls, failures }: DueSource): Promise<void> {
    try {
      const result = await this.round.run(source, urls, this.stop.signal)
      const wait = nextFetchMs(everyMinutes, result.good ? 0 : failures + 1, Math.random(), result.retryAfterMs)
      await this.release(source, wait)
    } catch (error) {
      if (this.stop.signal.aborted) return
      this.log.error(`${source}: ${messageOf(error)}`)
      await this.release(source, RETRY_MS)
    }
  }

  private async release(source: string, waitMs: number): Promise<void> {
    try {
      await release(this.db, source, new Date(this.clock.now().getTime() + waitMs))
    } catch (error) {
      this.log.error(`${source}: not released, its claim will run out: ${messageOf(error)}`)
    }
  }

  private async purge(): Promise<void> {
    const now = this.clock.now()
    if (now.getTime() - this.purgedAt < PURGE_EVERY_MS) return
    this.purgedAt = now.getTime()
    const kept = await sql<{ source: string }>(this.db, `select distinct source from raw_payload`)
    for (const { source } of kept) {
      if (SOURCES.has(source)) await purgePayloads(this.db, source, sourceNamed(source).retentionDays, now)
    }
  }
}
