import { Inject, Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import type { FeedDetail, FeedState, FeedView, Situation } from '#libs/contract'
import { CONFIG, type Config, InstallationClock, NotFound, sql } from '#libs/platform'
import { sourceNamed, SOURCES } from '../sources'
import { isExpected } from './watch-feeds'

interface ViewRow {
  source: string
  every_minutes: number | null
  state: FeedState | null
  detail: string | null
  state_since: Date | null
  last_payload_at: Date | null
  last_good_at: Date | null
  last_observed_at: Date | null
  next_fetch_at: Date | null
  consecutive_failures: number | null
  received: string | null
  stored: string | null
  duplicates: string | null
  suspect: string | null
  rejected: string | null
}

const MOST_SHOWN = 100
const WORST_FIRST: readonly FeedState[] = ['dead', 'stale', 'late', 'waiting', 'ok', 'off']
const iso = (at: Date | null): string | null => at?.toISOString() ?? null

/** The region's sources as the screens show them. */
@Injectable()
export class FeedViews {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(CONFIG) private readonly config: Pick<Config, 'FEEDS'>,
    private readonly clock: InstallationClock,
  ) {}

  async all(): Promise<FeedView[]> {
    const rows = await sql<ViewRow>(
      this.db,
      `select source, c.every_minutes, f.state, f.detail, f.state_since, f.last_payload_at, f.last_good_at, f.last_observed_at, f.next_fetch_at,
              f.consecutive_failures, f.received, f.stored, f.duplicates, f.suspect, f.rejected
         from feed_config c full join feed_source f using (source) where source = any($1) order by c.position nulls last, source`,
      [[...SOURCES.keys()]],
    )
    return rows.map((row) => this.view(row)).toSorted((a, b) => WORST_FIRST.indexOf(a.state) - WORST_FIRST.indexOf(b.state))
  }

  /** @throws NotFound */
  async one(source: string): Promise<FeedDetail> {
    const view = (await this.all()).find((each) => each.source === source)
    if (!view) throw new NotFound('source', source)
    const payloads = await sql<FeedDetail['payloads'][number]>(
      this.db,
      `select r.received_at as at, r.outcome, p.byte_length as bytes, encode(p.sha256, 'hex') as hash, r.detail
         from payload_receipt r left join raw_payload p on p.id = r.payload_id where r.source = $1 order by r.received_at desc, r.id desc limit ${MOST_SHOWN}`,
      [source],
    )
    const rejects = await sql<FeedDetail['rejects'][number]>(
      this.db,
      `select r.received_at as at, r.item, r.field, r.reason, encode(p.sha256, 'hex') as hash
         from feed_reject r left join raw_payload p on p.id = r.payload_id where r.source = $1 order by r.received_at desc, r.id desc limit ${MOST_SHOWN}`,
      [source],
    )
    return { ...view, payloads, rejects }
  }

  /** What is wrong, worst first, for the first screen. */
  async troubled(): Promise<Situation['feeds']> {
    const all = await this.all()
    return all
      .filter(({ state }) => state === 'late' || state === 'stale' || state === 'dead')
      .map(({ source, state, stateSince }) => ({ source, state, since: stateSince }))
  }

  private view(row: ViewRow): FeedView {
    const { attribution, intake, poll } = sourceNamed(row.source)
    const why = this.whyOff(row.source)
    const isWatched = row.every_minutes !== null && isExpected(row.source, this.config.FEEDS)
    const byItself: FeedState = row.consecutive_failures ? 'late' : row.last_good_at ? 'ok' : 'waiting'
    return {
      source: row.source,
      attribution,
      intake,
      state: why ? 'off' : isWatched ? (row.state ?? 'waiting') : byItself,
      detail: why ?? row.detail,
      stateSince: isWatched && !why ? iso(row.state_since) : null,
      expectedEveryMinutes: isWatched && !why ? row.every_minutes : null,
      lastPayloadAt: iso(row.last_payload_at),
      lastGoodAt: iso(row.last_good_at),
      lastObservedAt: iso(row.last_observed_at),
      nextFetchAt: poll && isWatched && !why ? iso(row.next_fetch_at) : null,
      consecutiveFailures: row.consecutive_failures ?? 0,
      received: Number(row.received ?? 0),
      stored: Number(row.stored ?? 0),
      duplicates: Number(row.duplicates ?? 0),
      suspect: Number(row.suspect ?? 0),
      rejected: Number(row.rejected ?? 0),
    }
  }

  private whyOff(source: string): string | undefined {
    const { intake } = sourceNamed(source)
    if (intake === 'drop') return 'comes as a file when somebody lays it down'
    if (intake === 'poll' && this.config.FEEDS !== 'on') return 'not asked in an exercise (FEEDS=off)'
    return this.clock.replaying() ? 'a replay is running' : undefined
  }
}
