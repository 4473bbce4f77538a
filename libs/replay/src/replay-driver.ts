import { setTimeout as sleep } from 'node:timers/promises'
import { Inject, Injectable, Logger } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { IngestPayload } from '#libs/feed'
import { InstallationClock, sql, Sweeper, tellLive, Timers } from '#libs/platform'
import { DecideWarning } from '#libs/warning'
import type { Poll } from './polls'
import { ProviderControl } from './provider-control'
import { isFinished, nextDeliveryDueAt, unfinishedAt } from './unfinished'

/** The two people who sign for the drafts of a replay that runs by itself. */
export interface ReplayOfficers {
  readonly author: string
  readonly approver: string
}

export interface ReplayOptions {
  readonly source: string
  readonly polls: readonly Poll[]
  readonly until?: Date
  /** How many times faster than life; 'max' moves the clock from one due instant to the next. */
  readonly speed: number | 'max'
  /** Undefined: drafts wait for people, and the replay waits with them at the pace of life. */
  readonly officers?: ReplayOfficers
  /** Told whenever the replay begins or ceases to wait for a decision, and after each poll. */
  readonly onProgress?: (progress: ReplayProgress) => Promise<void>
  readonly shouldStop?: () => boolean
}

export interface ReplayProgress {
  readonly at: Date
  readonly pollsDone: number
  readonly pollsTotal: number
  readonly waitingForDecision: boolean
}

export interface ObservationTotals {
  received: number
  stored: number
  duplicates: number
  suspect: number
  rejected: number
}

export class ReplayStuck extends Error {}

const TICK_MS = 100
const LOOK_AGAIN_MS = 4
/** Without progress for this long the sweeper is asked to look; without progress for much longer the replay gives up. */
const NUDGE_AFTER_MS = 1_500
const GIVE_UP_AFTER_MS = 60_000

/** Plays recorded polls through the whole chain: the same ingest, assessment, drafting, sending and replies as on a real night. */
@Injectable()
export class ReplayDriver {
  private readonly log = new Logger(ReplayDriver.name)

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: InstallationClock,
    private readonly ingest: IngestPayload,
    private readonly timers: Timers,
    private readonly sweeper: Sweeper,
    private readonly decide: DecideWarning,
    private readonly provider: ProviderControl,
  ) {}

  /** Runs to the last poll not later than `until`; answers what became of the observations. */
  async run(options: ReplayOptions): Promise<ObservationTotals> {
    const { until } = options
    const polls = until ? options.polls.filter((poll) => poll.at <= until) : options.polls
    const totals: ObservationTotals = { received: 0, stored: 0, duplicates: 0, suspect: 0, rejected: 0 }
    const [first, last] = [polls[0], polls.at(-1)]
    if (!first || !last) return totals
    const end = until ?? last.at
    await this.clock.set(first.at, 0)
    await this.provider.followReplay(first.at)
    let done = 0
    let waited = false
    while (!options.shouldStop?.()) {
      const waiting = !options.officers && (await this.draftWaits())
      if (waiting !== waited) await this.report(options, done, polls.length, waiting)
      waited = waiting
      const next = polls[done]
      if (options.speed === 'max' && !waiting) {
        const due = await this.nextDue(next?.at)
        if (!due || due > end) break
        await this.clock.set(new Date(Math.max(due.getTime(), this.clock.now().getTime())), 0)
      } else {
        await this.runAt(waiting ? 1 : Number(options.speed))
        await sleep(TICK_MS)
        if (!next && this.clock.now() >= end) break
      }
      const before = done
      for (let poll = polls[done]; poll && poll.at <= this.clock.now(); poll = polls[done]) {
        await this.take(options.source, poll, totals)
        done += 1
      }
      await this.timers.runDue()
      await this.provider.moveClock(this.clock.now())
      if (options.speed === 'max' && !waiting) await this.settle(options)
      if (done > before) await this.report(options, done, polls.length, waiting)
    }
    return totals
  }

  private async take(source: string, poll: Poll, totals: ObservationTotals): Promise<void> {
    const result = await this.ingest.run(source, poll.payload, poll.at)
    totals.received += result.received
    totals.stored += result.stored
    totals.duplicates += result.duplicates
    totals.suspect += result.suspect
    totals.rejected += result.rejected
  }

  private async runAt(rate: number): Promise<void> {
    if (this.clock.replaying()?.rate !== rate) await this.clock.set(this.clock.now(), rate)
  }

  private async nextDue(nextPoll: Date | undefined): Promise<Date | undefined> {
    const candidates = [nextPoll, await this.timers.nextDueAt(), await this.provider.nextDueAt(), await nextDeliveryDueAt(this.db)]
    const instants = candidates.filter((at) => at !== undefined).map((at) => at.getTime())
    return instants.length > 0 ? new Date(Math.min(...instants)) : undefined
  }

  /** Waits until nothing due is unfinished; signs for drafts on the way when the replay runs by itself. */
  private async settle(options: ReplayOptions): Promise<void> {
    let lastSeen = ''
    let quietSince = Date.now()
    let nudgedAt = Date.now()
    while (!options.shouldStop?.()) {
      const unfinished = await unfinishedAt(this.db, this.clock.now())
      if (unfinished.timers > 0) await this.timers.runDue()
      if (isFinished(unfinished)) {
        if (!options.officers || !(await this.approveNext(options.officers))) {
          const due = await this.provider.nextDueAt()
          if (!due || due > this.clock.now()) return
          await this.provider.moveClock(this.clock.now())
        }
        continue
      }
      const seen = `${JSON.stringify(unfinished)} ${await this.ledgerMark()}`
      if (seen !== lastSeen) {
        lastSeen = seen
        quietSince = Date.now()
        nudgedAt = Date.now()
      } else if (Date.now() - quietSince > GIVE_UP_AFTER_MS) {
        throw new ReplayStuck(`nothing moved for ${GIVE_UP_AFTER_MS / 1000} s; unfinished: ${JSON.stringify(unfinished)}`)
      } else if (Date.now() - nudgedAt > NUDGE_AFTER_MS) {
        this.log.debug(`looking for rows nobody woke: ${JSON.stringify(unfinished)}`)
        await this.sweeper.sweepOnce()
        nudgedAt = Date.now()
      }
      await sleep(LOOK_AGAIN_MS)
    }
  }

  /** Something that changes whenever a delivery is claimed or settled. */
  private async ledgerMark(): Promise<string> {
    const [row] = await sql<{ mark: string }>(
      this.db,
      `select coalesce((select last_attempt_wall::text from warning where state = 'sending' order by last_attempt_wall desc nulls last limit 1), '') as mark`,
    )
    return row?.mark ?? ''
  }

  private async draftWaits(): Promise<boolean> {
    const rows = await sql(this.db, `select 1 from warning where state in ('draft', 'submitted') limit 1`)
    return rows.length > 0
  }

  /** Signs for one draft: the next is signed only when this one has been sent, so that two runs go the same way. */
  private async approveNext(officers: ReplayOfficers): Promise<boolean> {
    const [warning] = await sql<{ id: string; state: 'draft' | 'submitted' }>(
      this.db,
      `select id, state from warning where state in ('draft', 'submitted') order by drafted_at, replay_key limit 1`,
    )
    if (!warning) return false
    if (warning.state === 'draft') await this.decide.submit(warning.id, { id: officers.author })
    await this.decide.approve(warning.id, { id: officers.approver })
    return true
  }

  private async report(options: ReplayOptions, pollsDone: number, pollsTotal: number, waitingForDecision: boolean): Promise<void> {
    await options.onProgress?.({ at: this.clock.now(), pollsDone, pollsTotal, waitingForDecision })
    await tellLive(this.db, 'replay')
  }
}
