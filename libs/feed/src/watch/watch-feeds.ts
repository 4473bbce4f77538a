import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { DataSource, type EntityManager } from 'typeorm'
import { Clock, CONFIG, type Config, Events, InstallationClock, MS_PER_MINUTE, sql, Sweeper, tellLive } from '#libs/platform'
import { sourceNamed, SOURCES } from '../sources'
import { feedState, type FeedLimits, pageFor, usualLimits, type WatchedState } from './feed-state'

interface WatchRow {
  source: string
  every_minutes: number
  options: { lateMinutes?: number; staleMinutes?: number; deadMinutes?: number }
  state: WatchedState
  state_since: Date | null
  watched_since: Date
  paged_state: string | null
  detail: string | null
  last_good_at: Date | null
  last_observed_at: Date | null
  consecutive_failures: number
  failure: string | null
}

/** An installation that comes up has been silent itself: it first asks, then complains. */
const GRACE_MS = 2 * MS_PER_MINUTE

/** Whether anything is expected of a source here: files come when somebody lays them down, and a drill may ask nobody. */
export const isExpected = (source: string, feeds: Config['FEEDS']): boolean => {
  const { intake, poll, partOf } = sourceNamed(source)
  if (intake === 'drop' || partOf !== undefined) return false
  return intake === 'poll' ? feeds === 'on' && poll !== undefined : true
}

/**
 * Judges every source of the region by its silence and by the age of what it says, and tells once when one dies and once when it has
 * recovered. A replay brings its own readings: nothing is watched then.
 */
@Injectable()
export class WatchFeeds implements OnModuleInit {
  private startedAt = new Date(0)

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(Clock) private readonly clock: Clock,
    private readonly installation: InstallationClock,
    @Inject(CONFIG) private readonly config: Pick<Config, 'FEEDS'>,
    private readonly events: Events,
    private readonly sweeper: Sweeper,
  ) {}

  onModuleInit(): void {
    this.startedAt = this.clock.now()
    this.sweeper.add('watch-feeds', () => this.run())
  }

  /** @returns how many sources changed their state */
  async run(): Promise<number> {
    if (this.installation.replaying()) return 0
    const now = this.clock.now()
    return this.db.transaction(async (tx) => {
      let changed = 0
      for (const row of await this.rows(tx, now)) if (await this.judge(tx, row, now)) changed += 1
      if (changed > 0) await tellLive(tx, 'feeds')
      return changed
    })
  }

  private async rows(tx: EntityManager, now: Date): Promise<WatchRow[]> {
    const expected = [...SOURCES.keys()].filter((source) => isExpected(source, this.config.FEEDS))
    await sql(
      tx,
      `insert into feed_source (source, watched_since, state_since) select source, $2::timestamptz, $2 from feed_config where source = any($1)
       on conflict (source) do update set watched_since = excluded.watched_since, state_since = coalesce(feed_source.state_since, excluded.state_since)
       where feed_source.watched_since is null`,
      [expected, now],
    )
    return sql<WatchRow>(
      tx,
      `select c.source, c.every_minutes, c.options, f.state, f.state_since, f.watched_since, f.paged_state, f.detail, f.last_good_at, f.last_observed_at, f.consecutive_failures,
              (select r.detail from payload_receipt r where r.source = c.source and r.outcome in ('failed', 'unusable') order by r.received_at desc limit 1) as failure
         from feed_config c join feed_source f using (source) where c.source = any($1) order by c.position for update of f skip locked`,
      [expected],
    )
  }

  private async judge(tx: EntityManager, row: WatchRow, now: Date): Promise<boolean> {
    const verdict = feedState(
      {
        watchedSince: row.watched_since.getTime(),
        failures: row.consecutive_failures,
        ...(row.last_good_at ? { lastGoodAt: row.last_good_at.getTime() } : {}),
        ...(row.last_observed_at ? { lastObservedAt: row.last_observed_at.getTime() } : {}),
        ...(row.failure ? { lastFailure: row.failure } : {}),
      },
      limitsOf(row),
      now.getTime(),
    )
    const isChanged = verdict.state !== row.state
    if (isChanged && verdict.state !== 'ok' && now.getTime() - this.startedAt.getTime() < GRACE_MS) return false
    const since = isChanged ? now : (row.state_since ?? now)
    const page = pageFor(verdict.state, since.getTime(), row.paged_state, now.getTime())
    if (!isChanged && (verdict.detail ?? null) === row.detail && !page) return false
    await sql(tx, `update feed_source set state = $2, detail = $3, state_since = $4, paged_state = $5 where source = $1`, [
      row.source,
      verdict.state,
      verdict.detail ?? null,
      since,
      page === 'dead' ? 'dead' : page === 'recovered' ? null : row.paged_state,
    ])
    if (page) await this.events.tell('feed.paged', { source: row.source, what: page, detail: verdict.detail ?? '', at: now }, tx)
    return isChanged
  }
}

function limitsOf({ every_minutes, options }: WatchRow): FeedLimits {
  const usual = usualLimits(every_minutes)
  return {
    late: options.lateMinutes ?? usual.late,
    stale: options.staleMinutes ?? usual.stale,
    dead: options.deadMinutes ?? usual.dead,
  }
}
