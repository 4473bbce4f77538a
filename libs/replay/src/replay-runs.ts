import path from 'node:path'
import { Inject, Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Audit } from '#libs/access'
import type { ReplayRun } from '#libs/contract'
import { CONFIG, type Config, DomainError, InstallationClock, InvalidInput, Jobs, sql, tellLive } from '#libs/platform'
import { clearEvents } from './clear-events'
import { cutIntoPolls, type Poll } from './polls'
import { ProviderControl } from './provider-control'
import { listReplays, readReplay } from './replay-package'
import { playReplay } from './replay.jobs'
import type { ReplayRequest } from './replay-request'

export class ReplayRefused extends DomainError {
  readonly code = 'replay.only-in-exercise'
  constructor() {
    super('a replay clears the event rows: it runs on an exercise installation only')
  }
}

export class ReplayRunning extends DomainError {
  readonly code = 'replay.already-running'
  constructor() {
    super('a replay is running; stop it first')
  }
}

interface RunRow {
  id: string
  name: string
  state: ReplayRun['state']
  speed: number | null
  waiting_for_decision: boolean
  cursor: number
  failure: string | null
  until_at: Date | null
}

/** The folder of the installation's region package: this file lies in dist/libs/replay/src once built. */
const regionOf = (config: Config): string => path.resolve(__dirname, '../../../..', 'regions', path.basename(config.KENTONGAN_REGION))

/** Replays asked for from the console: rows that the worker plays. */
@Injectable()
export class ReplayRuns {
  /** A recording never changes while the product runs. */
  private readonly recordings = new Map<string, { source: string; polls: Poll[] }>()

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: InstallationClock,
    private readonly provider: ProviderControl,
    private readonly audit: Audit,
    private readonly jobs: Jobs,
  ) {}

  available(): { name: string; title: string }[] {
    return listReplays(regionOf(this.config))
  }

  /** @throws ReplayUnknown */
  polls(name: string, until: Date | null): { source: string; polls: Poll[] } {
    const { source, polls } = this.recordings.get(name) ?? this.read(name)
    return { source, polls: polls.filter((poll) => !until || poll.at <= until) }
  }

  private read(name: string): { source: string; polls: Poll[] } {
    const { source, content } = readReplay(regionOf(this.config), name)
    const recording = { source, polls: cutIntoPolls(content) }
    this.recordings.set(name, recording)
    return recording
  }

  async latest(): Promise<ReplayRun | null> {
    const [row] = await sql<RunRow>(
      this.db,
      `select id, name, state, speed, waiting_for_decision, cursor, failure, until_at from replay_run order by started_at desc limit 1`,
    )
    if (!row) return null
    return {
      id: row.id,
      name: row.name,
      state: row.state,
      speed: row.speed ?? 'max',
      waitingForDecision: row.waiting_for_decision,
      at: row.state === 'running' ? this.clock.now().toISOString() : null,
      cursor: row.cursor,
      polls: this.polls(row.name, row.until_at).polls.length,
      failure: row.failure,
    }
  }

  /**
   * @throws ReplayRefused outside exercise mode, ReplayUnknown, ReplayRunning while another runs, InvalidInput when it would end before it begins
   */
  async start(request: ReplayRequest, officerId: string): Promise<void> {
    if (this.config.KENTONGAN_MODE !== 'exercise') throw new ReplayRefused()
    if (this.polls(request.name, request.until ?? null).polls.length === 0)
      throw new InvalidInput([{ field: 'until', message: 'lies before the first reading of the recording' }])
    const started = await this.db.transaction(async (tx) => {
      const rows = await sql<{ id: string }>(
        tx,
        `insert into replay_run (name, until_at, speed, state, started_by) values ($1, $2, $3, 'waiting', $4) on conflict do nothing returning id`,
        [request.name, request.until ?? null, request.speed === 'max' ? null : request.speed, officerId],
      )
      if (!rows[0]) throw new ReplayRunning()
      await this.audit.record(tx, {
        actor: `user:${officerId}`,
        action: 'replay.started',
        subject: `replay:${request.name}`,
        detail: { speed: request.speed, until: request.until },
      })
      await tellLive(tx, 'replay')
      return rows[0].id
    })
    await this.jobs.wake(playReplay, { runId: started })
  }

  /** Stops the replay that runs; when none does, puts the last one away: its events are cleared and the clock shows the present again. */
  async stop(officerId: string): Promise<void> {
    const stopped = await this.db.transaction(async (tx) => {
      const rows = await sql(
        tx,
        `update replay_run set state = 'stopped', ended_at = clock_timestamp() where state in ('waiting', 'running') returning 1`,
      )
      const action = rows.length > 0 ? 'replay.stopped' : 'replay.put-away'
      await this.audit.record(tx, { actor: `user:${officerId}`, action, subject: 'replay' })
      await tellLive(tx, 'replay')
      return rows.length > 0
    })
    if (!stopped) await this.putAway()
  }

  private async putAway(): Promise<void> {
    if (!this.clock.replaying()) return
    await this.provider.clear()
    await clearEvents(this.db)
    await this.clock.useWallClock()
    await this.provider.followWall()
  }
}
