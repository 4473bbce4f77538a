import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { CONFIG, type Config, InstallationClock, Jobs, messageOf, ROLE, type ProcessRole, sql, Sweeper, tellLive } from '#libs/platform'
import { clearEvents } from './clear-events'
import { ProviderControl } from './provider-control'
import { ReplayDriver } from './replay-driver'
import { ReplayRuns } from './replay-runs'
import { playReplay } from './replay.jobs'

interface WaitingRun {
  id: string
  name: string
  until_at: Date | null
  speed: number | null
  state: 'waiting' | 'running'
  cursor: number
}

const LOOK_FOR_STOP_MS = 500

/** Plays the replay that was asked for, one at a time, in a worker; after a restart it goes on where it stood. */
@Injectable()
export class PlayReplay implements OnModuleInit, OnApplicationShutdown {
  private readonly log = new Logger(PlayReplay.name)
  private playing?: Promise<void>
  private shuttingDown = false

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(ROLE) private readonly role: ProcessRole,
    private readonly clock: InstallationClock,
    private readonly jobs: Jobs,
    private readonly sweeper: Sweeper,
    private readonly runs: ReplayRuns,
    private readonly driver: ReplayDriver,
    private readonly provider: ProviderControl,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(playReplay, async () => this.look())
    if (this.role === 'worker') this.sweeper.add('replay', async () => (this.look(), 0))
  }

  async onApplicationShutdown(): Promise<void> {
    this.shuttingDown = true
    await this.playing
  }

  /** Returns at once; the play itself goes on beside other jobs. */
  private look(): void {
    if (this.role !== 'worker' || this.playing || this.shuttingDown) return
    this.playing = this.playWaiting()
      .catch((error: unknown) => this.log.error(`replay: ${messageOf(error)}`))
      .finally(() => (this.playing = undefined))
  }

  private async playWaiting(): Promise<void> {
    if (this.config.KENTONGAN_MODE !== 'exercise') return
    // Held on one connection for as long as the replay lasts: a second worker finds it taken, a killed one lets go.
    const runner = this.db.createQueryRunner()
    try {
      await runner.connect()
      const [lock] = (await runner.query(`select pg_try_advisory_lock(hashtextextended('play-replay', 0)) as mine`)) as { mine: boolean }[]
      if (!lock?.mine) return
      const [run] = await sql<WaitingRun>(
        this.db,
        `select id, name, until_at, speed, state, cursor from replay_run where state in ('waiting', 'running') order by started_at limit 1`,
      )
      if (run) await this.play(run)
      await runner.query(`select pg_advisory_unlock(hashtextextended('play-replay', 0))`)
    } finally {
      await runner.release()
    }
  }

  private async play(run: WaitingRun): Promise<void> {
    const { source, polls } = this.runs.polls(run.name, run.until_at)
    if (run.state === 'waiting') {
      await this.provider.clear()
      await clearEvents(this.db)
      await sql(this.db, `update replay_run set state = 'running' where id = $1`, [run.id])
    }
    let stop = false
    const watch = setInterval(() => {
      void this.isWanted(run.id).then(
        (wanted) => (stop = !wanted || this.shuttingDown),
        (error: unknown) => this.log.warn(`replay: ${messageOf(error)}`),
      )
    }, LOOK_FOR_STOP_MS)
    try {
      await this.driver.run({
        source,
        polls: polls.slice(run.cursor),
        speed: run.speed ?? 'max',
        shouldStop: () => stop,
        onProgress: async ({ pollsDone, waitingForDecision }) => {
          await sql(this.db, `update replay_run set cursor = $2, waiting_for_decision = $3 where id = $1`, [
            run.id,
            run.cursor + pollsDone,
            waitingForDecision,
          ])
        },
      })
      if (!this.shuttingDown) await this.end(run.id, 'done')
    } catch (error) {
      await this.end(run.id, 'failed', messageOf(error))
    } finally {
      clearInterval(watch)
      // The clock stands where the replay ended, so that people can look at the night; putting it away brings back the present.
      if (!this.shuttingDown) await this.clock.set(this.clock.now(), 0)
    }
  }

  private async isWanted(id: string): Promise<boolean> {
    const rows = await sql(this.db, `select 1 from replay_run where id = $1 and state = 'running'`, [id])
    return rows.length > 0
  }

  private async end(id: string, state: 'done' | 'failed', failure: string | null = null): Promise<void> {
    await sql(
      this.db,
      `update replay_run set state = $2, failure = $3, waiting_for_decision = false, ended_at = clock_timestamp() where id = $1 and state = 'running'`,
      [id, state, failure],
    )
    await tellLive(this.db, 'replay')
  }
}
