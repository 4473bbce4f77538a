import { statfs } from 'node:fs/promises'
import os from 'node:os'
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { CONFIG, type Config } from '../config'
import { sql } from '../database'
import { messageOf } from '../errors'
import { Jobs } from '../jobs/jobs'
import { tellLive } from '../live'
import { type ProcessRole, ROLE } from '../role'
import { HEALTHY, type PartState, takeCheck } from './alarm'
import { Pager } from './pager'

export type Part = 'database' | 'queue' | 'api' | 'worker' | 'disk'

export interface PartHealth {
  readonly part: Part
  readonly ok: boolean
  readonly detail: string
  readonly failingSince: string | null
}

const CHECK_EVERY_MS = 5_000
const CHECK_TIMEOUT_MS = 4_000
/** A process that has not beaten for this long is down. */
const HEARTBEAT_LIMIT_MS = 20_000
const LEAST_FREE_DISK = 0.1

/**
 * Each process beats and watches: its own database, queue and disk, and the heartbeat of the other side. What fails is on every
 * screen, and the duty officer is paged by a path that needs none of the watched parts.
 */
@Injectable()
export class SelfWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(SelfWatch.name)
  private readonly startedAt = new Date()
  private readonly process: string
  private states = new Map<Part, PartState>()
  private latest: PartHealth[] = []
  private timer?: NodeJS.Timeout

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(ROLE) private readonly role: ProcessRole,
    @Inject(DataSource) private readonly db: DataSource,
    private readonly jobs: Jobs,
    private readonly pager: Pager,
  ) {
    this.process = `${role}@${os.hostname()}.${process.pid}`
  }

  onApplicationBootstrap(): void {
    if (this.role === 'replay' || this.role === 'tool') return
    const again = (): void => void this.check().finally(() => (this.timer = setTimeout(again, CHECK_EVERY_MS)))
    again()
  }

  async onApplicationShutdown(): Promise<void> {
    clearTimeout(this.timer)
    // A clean stop leaves no beat behind: nobody is to wait for it. When the database is gone there is nothing to tidy.
    await sql(this.db, `delete from heartbeat where process = $1`, [this.process]).catch((error: unknown) =>
      this.log.debug(`heartbeat not removed: ${messageOf(error)}`),
    )
  }

  /** The latest check of every part this process watches. */
  report(): readonly PartHealth[] {
    return this.latest
  }

  /** Checks everything once, pages what is to be told. */
  async check(): Promise<readonly PartHealth[]> {
    const wasOk = this.latest.every((part) => part.ok)
    const database = await this.guard('database', () => this.beat())
    const other: Part = this.role === 'api' ? 'worker' : 'api'
    const checks = [
      database,
      await this.guard('queue', () => this.queue()),
      await this.guard(other, () => this.heartbeatOf(other)),
      await this.guard('disk', () => this.disk()),
    ]
    this.latest = await Promise.all(checks.map((check) => this.take(check)))
    if (database.ok && wasOk !== this.latest.every((part) => part.ok)) await tellLive(this.db, 'health')
    return this.latest
  }

  private async take({ part, ok, detail }: { part: Part; ok: boolean; detail: string }): Promise<PartHealth> {
    const { state, page } = takeCheck(this.states.get(part) ?? HEALTHY, ok, new Date())
    this.states.set(part, state)
    if (page === 'down')
      await this.pager.page(
        `${part} bermasalah`,
        `${detail} (dilihat oleh ${this.process} sejak ${state.failingSince?.toISOString() ?? '?'})`,
      )
    if (page === 'up') await this.pager.page(`${part} pulih`, `dilihat oleh ${this.process}`)
    return { part, ok, detail, failingSince: ok ? null : (state.failingSince?.toISOString() ?? null) }
  }

  private async guard(part: Part, look: () => Promise<string>): Promise<{ part: Part; ok: boolean; detail: string }> {
    let timer: NodeJS.Timeout | undefined
    try {
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error(`no answer within ${CHECK_TIMEOUT_MS} ms`)), CHECK_TIMEOUT_MS)
      })
      return { part, ok: true, detail: await Promise.race([look(), late]) }
    } catch (error) {
      return { part, ok: false, detail: messageOf(error) }
    } finally {
      clearTimeout(timer)
    }
  }

  private async beat(): Promise<string> {
    await sql(
      this.db,
      `insert into heartbeat (process, role, started_at, beat_at) values ($1, $2, $3, clock_timestamp())
       on conflict (process) do update set beat_at = excluded.beat_at`,
      [this.process, this.role, this.startedAt],
    )
    await sql(this.db, `delete from heartbeat where beat_at < clock_timestamp() - interval '1 day'`)
    return 'menjawab'
  }

  private async queue(): Promise<string> {
    const waiting = await this.jobs.waiting()
    return `${waiting} menunggu`
  }

  private async heartbeatOf(role: Part): Promise<string> {
    const [row] = await sql<{ age_ms: string | null }>(
      this.db,
      `select extract(epoch from clock_timestamp() - max(beat_at)) * 1000 as age_ms from heartbeat where role = $1`,
      [role],
    )
    const age = row?.age_ms === null || row === undefined ? undefined : Number(row.age_ms)
    const sinceStart = Date.now() - this.startedAt.getTime()
    if (age === undefined && sinceStart < HEARTBEAT_LIMIT_MS) return 'sedang dimulai'
    if (age === undefined || age > HEARTBEAT_LIMIT_MS)
      throw new Error(age === undefined ? 'tidak berjalan' : `tidak berdetak ${Math.round(age / 1000)} s`)
    return `berdetak ${Math.round(age / 1000)} s lalu`
  }

  private async disk(): Promise<string> {
    const { bavail, blocks } = await statfs(this.config.DATA_DIR).catch(() => statfs('.'))
    const free = bavail / blocks
    const words = `${Math.round(free * 100)} % kosong`
    if (free < LEAST_FREE_DISK) throw new Error(words)
    return words
  }
}
