import { Inject, Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Clock, CONFIG, type Config, sql, tellLive } from '#libs/platform'
import { writeReceipt } from '../ingest/archive'
import { IngestPayload } from '../ingest/ingest-payload'
import { recordFailure, recordUnchanged } from '../ingest/source-record'
import { type ParsedAlertLink, PayloadUnusable } from '../parsed'
import type { FeedSource, FetchRequest, PollContext } from '../source'
import { sourceNamed } from '../sources'
import { renewClaim } from './due-sources'
import { atBase, originOf } from './feed-base'
import { HostPace } from './host-pace'
import { type FetchOutcome, httpFetch, type Validators } from './http-fetch'

/** A list that points at more than this is no list of alerts. */
const MOST_FOLLOWED = 200

export interface RoundResult {
  /** At least one answer could be used, or nothing was to be asked. */
  readonly good: boolean
  readonly retryAfterMs?: number
}

/** Asks a source everything it is to be asked once: its addresses, and what their answers point at. */
@Injectable()
export class FetchRound {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Pick<Config, 'FEEDS_BASE' | 'FEED_USER_AGENT' | 'FEED_TIMEOUT_MS'>,
    private readonly ingest: IngestPayload,
    private readonly pace: HostPace,
  ) {}

  /** @throws when the signal aborts, and when the database fails: an answer of the source never throws */
  async run(source: string, urls: readonly string[] | undefined, signal: AbortSignal): Promise<RoundResult> {
    const { poll } = sourceNamed(source)
    if (!poll) return { good: true }
    const requests = urls ? urls.map((url): FetchRequest => ({ url })) : await poll.requests(this.context())
    let good = requests.length === 0
    let retryAfterMs = 0
    const followed: FetchRequest[] = []
    for (const request of requests) {
      await renewClaim(this.db, source, this.clock.now())
      const answer = await this.ask(source, request, signal)
      good ||= answer.good
      retryAfterMs = Math.max(retryAfterMs, answer.retryAfterMs ?? 0)
      followed.push(...(poll.follow?.(answer.links) ?? []))
      if (retryAfterMs > 0) break // it asked for patience
    }
    for (const request of await this.unread(followed)) await this.ask(source, request, signal)
    return { good, ...(retryAfterMs > 0 ? { retryAfterMs } : {}) }
  }

  private async ask(polled: string, request: FetchRequest, signal: AbortSignal) {
    const source = sourceNamed(request.source ?? polled)
    const limits = this.limits(sourceNamed(polled), source)
    await this.pace.turn(new URL(request.url).host, limits.requestsPerMinute, signal)
    const outcome = await httpFetch(
      atBase(request.url, this.config.FEEDS_BASE),
      await this.validators(source.name, request.url),
      limits,
      signal,
    )
    return this.take(source.name, request.url, outcome)
  }

  private async take(
    source: string,
    url: string,
    outcome: FetchOutcome,
  ): Promise<{ good: boolean; links: readonly ParsedAlertLink[]; retryAfterMs?: number }> {
    const at = this.clock.now()
    const origin = originOf(url)
    if (outcome.kind === 'payload') {
      try {
        const { links } = await this.ingest.run(source, outcome.raw, at, origin)
        await this.remember(source, url, outcome.validators, at)
        return { good: true, links }
      } catch (error) {
        if (error instanceof PayloadUnusable) return { good: false, links: [] } // recorded by ingest
        throw error
      }
    }
    if (outcome.kind === 'unchanged') {
      await recordUnchanged(this.db, source, at)
      return { good: true, links: [] }
    }
    if (outcome.kind === 'unusable') await this.ingest.refuseUnread(source, outcome.raw, at, outcome.detail, origin)
    else {
      await writeReceipt(this.db, { source, receivedAt: at, outcome: 'failed', origin, detail: outcome.detail })
      await recordFailure(this.db, source, outcome.detail, false, at)
      await tellLive(this.db, 'feeds')
    }
    const retryAfterMs = outcome.kind === 'failed' ? outcome.retryAfterMs : undefined
    return { good: false, links: [], ...(retryAfterMs ? { retryAfterMs } : {}) }
  }

  /** Alerts do not change under their address: what was taken is not asked for again. */
  private async unread(requests: readonly FetchRequest[]): Promise<FetchRequest[]> {
    const byUrl = new Map(requests.map((request) => [request.url, request]))
    const rows = await sql<{ url: string }>(this.db, `select url from feed_request where url = any($1)`, [[...byUrl.keys()]])
    for (const { url } of rows) byUrl.delete(url)
    return [...byUrl.values()].slice(0, MOST_FOLLOWED)
  }

  private async validators(source: string, url: string): Promise<Validators> {
    const [row] = await sql<{ etag: string | null; last_modified: string | null }>(
      this.db,
      `select etag, last_modified from feed_request where source = $1 and url = $2`,
      [source, url],
    )
    return { ...(row?.etag ? { etag: row.etag } : {}), ...(row?.last_modified ? { lastModified: row.last_modified } : {}) }
  }

  private async remember(source: string, url: string, { etag, lastModified }: Validators, at: Date): Promise<void> {
    await sql(
      this.db,
      `insert into feed_request (source, url, etag, last_modified, fetched_at) values ($1, $2, $3, $4, $5)
       on conflict (source, url) do update set etag = excluded.etag, last_modified = excluded.last_modified, fetched_at = excluded.fetched_at`,
      [source, url, etag ?? null, lastModified ?? null, at],
    )
  }

  private limits(polled: FeedSource, answered: FeedSource) {
    const plan = answered.poll ?? polled.poll
    return {
      largestBytes: answered.largestBytes,
      contentTypes: plan?.contentTypes ?? [],
      requestsPerMinute: plan?.requestsPerMinute ?? 1,
      timeoutMs: this.config.FEED_TIMEOUT_MS,
      userAgent: this.config.FEED_USER_AGENT,
    }
  }

  private context(): PollContext {
    return {
      now: this.clock.now(),
      villageCodes: async () =>
        (await sql<{ code: string }>(this.db, `select code from area where level = 'village' order by code`)).map((row) => row.code),
      newestAnalysis: async () => {
        const rows = await sql<{ code: string; at: Date }>(
          this.db,
          `select area_code as code, max(analysis_at) as at from forecast_step group by area_code`,
        )
        return new Map(rows.map((row) => [row.code, row.at]))
      },
    }
  }
}
