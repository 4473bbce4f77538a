import { Inject, Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { sql } from './database'
import { messageOf } from './errors'

export const MS_PER_SECOND = 1_000
export const MS_PER_MINUTE = 60_000
export const MS_PER_HOUR = 3_600_000

/** What time it is for the domain: the wall clock, or the clock of a replay. */
export abstract class Clock {
  abstract now(): Date
}

/**
 * Where an installation's clock stands: `anchor` is domain time at wall time `anchoredAt`, running `rate` times as fast.
 * No anchor means the wall clock. Rate 0 is a clock moved by hand (replay at full speed).
 */
export interface ClockState {
  readonly anchor: Date | null
  readonly anchoredAt: Date
  readonly rate: number
}

export function readClock(state: ClockState, wall: Date): Date {
  if (!state.anchor) return wall
  return new Date(state.anchor.getTime() + (wall.getTime() - state.anchoredAt.getTime()) * state.rate)
}

const WALL: ClockState = { anchor: null, anchoredAt: new Date(0), rate: 1 }
const REFRESH_MS = 250

/**
 * The clock of an installation. Its state is a row, so that every process follows one replay and a restart resumes it.
 * Time-outs of calls to the outside use the wall clock, never this one.
 */
@Injectable()
export class InstallationClock extends Clock implements OnModuleInit, OnModuleDestroy {
  private readonly log = new Logger(InstallationClock.name)
  private failing = false
  private state: ClockState = WALL
  private timer?: NodeJS.Timeout

  constructor(@Inject(DataSource) private readonly db: DataSource) {
    super()
  }

  async onModuleInit(): Promise<void> {
    await this.refresh()
    this.timer = setInterval(() => void this.follow(), REFRESH_MS)
    this.timer.unref()
  }

  onModuleDestroy(): void {
    clearInterval(this.timer)
  }

  now(): Date {
    return readClock(this.state, new Date())
  }

  /** undefined when the installation follows the wall clock. */
  replaying(): ClockState | undefined {
    return this.state.anchor ? this.state : undefined
  }

  /** Sets domain time for the whole installation; other processes follow within a quarter of a second. */
  async set(anchor: Date, rate: number): Promise<void> {
    const anchoredAt = new Date()
    await sql(this.db, `update installation set clock_anchor = $1, clock_anchored_at = $2, clock_rate = $3 where id = 1`, [
      anchor,
      anchoredAt,
      rate,
    ])
    this.state = { anchor, anchoredAt, rate }
  }

  async useWallClock(): Promise<void> {
    await sql(this.db, `update installation set clock_anchor = null, clock_rate = 1 where id = 1`)
    this.state = WALL
  }

  /** Without the database the last known state goes on; the log says so once for each outage. */
  private async follow(): Promise<void> {
    try {
      await this.refresh()
      this.failing = false
    } catch (error) {
      if (!this.failing) this.log.warn(`the installation's clock cannot be read, its last state goes on: ${messageOf(error)}`)
      this.failing = true
    }
  }

  private async refresh(): Promise<void> {
    const asked = new Date()
    const [row] = await sql<{ clock_anchor: Date | null; clock_anchored_at: Date; clock_rate: number }>(
      this.db,
      `select clock_anchor, clock_anchored_at, clock_rate from installation where id = 1`,
    )
    if (this.state.anchoredAt > asked) return // set by this process while the question was under way
    this.state = row?.clock_anchor ? { anchor: row.clock_anchor, anchoredAt: row.clock_anchored_at, rate: row.clock_rate } : WALL
  }
}
