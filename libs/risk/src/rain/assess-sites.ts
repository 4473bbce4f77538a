import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { DataSource, type EntityManager } from 'typeorm'
import { type ArealRain, zoneRain } from '#libs/feed'
import {
  afterCommit,
  Clock,
  type Db,
  Events,
  lockByName,
  MS_PER_MINUTE,
  MS_PER_SECOND,
  sql,
  Sweeper,
  tellLive,
  Timers,
} from '#libs/platform'
import { JudgeAreas } from '../judge-areas'
import { zoneRisks } from '../zone-risk'
import { type LandslideSettings, readLandslideSettings } from './settings'
import { CALM_SITE, judgeSite, type SiteJudgement, type SiteMemory } from './site-severity'
import { factsOf, hasRainZones, type RainZone, rainZones, toLevel } from './sites'

const TIMER = 'rain-risk'
/** One timer for all sites: their rain is read together. */
const SUBJECT = 'all'
/** Sums fall while nothing new is measured: they are judged again so often. */
const EVERY_MS = 10 * MS_PER_MINUTE
/** Between two judgements that news asks for: weeks of rain are read for each. */
const AT_LEAST_MS = 30 * MS_PER_SECOND

/**
 * Judges the sites that rain sets off: soon after rain, a bulletin or a person's word on a gauge came in, and every ten minutes while
 * there are any. News only brings the timer forward, so that a burst of uplinks is one judgement; news that is lost costs ten minutes.
 */
@Injectable()
export class AssessSites implements OnModuleInit {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(Clock) private readonly clock: Clock,
    private readonly events: Events,
    private readonly timers: Timers,
    private readonly sweeper: Sweeper,
    private readonly areas: JudgeAreas,
  ) {}

  onModuleInit(): void {
    this.events.on('readings.stored', async ({ payloadId }, tx) => {
      if ((await hasRainZones(tx)) && (await broughtRain(tx, payloadId))) await this.judgeSoon(tx)
    })
    this.events.on('quality.overridden', async ({ parameter }, tx) => {
      if (parameter === 'rain' && (await hasRainZones(tx))) await this.judgeSoon(tx)
    })
    this.events.on('bulletin.stored', async (_, tx) => {
      if (await hasRainZones(tx)) await this.judgeSoon(tx)
    })
    this.timers.handle(TIMER, (_, tx) => this.run(tx))
    this.sweeper.add('rain risk', () => this.sweep())
  }

  /** Judges every site; without any it does nothing and sets no timer. */
  async run(tx: EntityManager): Promise<void> {
    const zones = await rainZones(tx)
    if (zones.length === 0) return
    const now = this.clock.now()
    await lockByName(tx, 'assess-stations')
    const settings = await readLandslideSettings(tx)
    const rains = await zoneRain(
      tx,
      now,
      zones.map((zone) => zone.id),
    )
    const sites = [...new Set(zones.map((zone) => zone.site))]
    for (const site of sites) {
      const own = zones.filter((zone) => zone.site === site)
      await this.assess(tx, site, own, rains, settings, now)
    }
    await this.areas.run(tx, await zoneRisks(tx, now), now)
    await this.events.tell('risk.assessed', { stationIds: [], sites, at: now }, tx)
    await tellLive(tx, 'risk')
    await this.timers.set(TIMER, SUBJECT, new Date(now.getTime() + EVERY_MS), tx)
  }

  private async assess(
    tx: EntityManager,
    site: string,
    zones: readonly RainZone[],
    rains: readonly ArealRain[],
    settings: LandslideSettings,
    now: Date,
  ): Promise<void> {
    const pairs = zones.flatMap((zone) => {
      const rain = rains.find((each) => each.zoneId === zone.id)
      return rain ? [{ zone, rain }] : []
    })
    const [state] = await sql<{ memory: SiteMemory }>(tx, `select memory from site_state where site = $1 for update`, [site])
    const levels = pairs.map(({ zone, rain }) => toLevel(zone, rain))
    const judgement = judgeSite(state?.memory ?? CALM_SITE, levels, settings, now.getTime())
    const facts = factsOf(
      pairs.map(({ rain }) => rain),
      judgement.reached,
    )
    await store(tx, site, judgement, JSON.stringify(facts), now)
  }

  /** After the commit, so that whoever stores readings never waits for a judgement. */
  private judgeSoon(tx: EntityManager): Promise<void> {
    return afterCommit(tx, async () => {
      const [last] = await sql<{ at: Date | null }>(this.db, `select max(assessed_at) as at from site_state`)
      const earliest = last?.at ? last.at.getTime() + AT_LEAST_MS : 0
      await this.timers.set(TIMER, SUBJECT, new Date(Math.max(this.clock.now().getTime(), earliest)))
    })
  }

  /** Zones that were imported while nothing was being judged. */
  private async sweep(): Promise<number> {
    const [row] = await sql<{ idle: boolean }>(
      this.db,
      `select exists (select from hazard_zone where site is not null)
          and not exists (select from timer where kind = $1 and subject_id = $2 and done_at is null) as idle`,
      [TIMER, SUBJECT],
    )
    if (!row?.idle) return 0
    await this.timers.set(TIMER, SUBJECT, this.clock.now())
    return 1
  }
}

async function broughtRain(db: Db, payloadId: string): Promise<boolean> {
  const [row] = await sql<{ rain: boolean }>(
    db,
    `select exists (select from reading where payload_id = $1 and parameter = 'rain') as rain`,
    [payloadId],
  )
  return row?.rain ?? false
}

const dateOrNull = (at: number | undefined): Date | null => (at === undefined ? null : new Date(at))

async function store(tx: EntityManager, site: string, { memory, change, flags }: SiteJudgement, facts: string, now: Date): Promise<void> {
  if (change) {
    await sql(tx, `insert into site_change (site, from_severity, to_severity, facts, confirmed_at) values ($1, $2, $3, $4, $5)`, [
      site,
      change.from,
      change.to,
      facts,
      now,
    ])
  }
  await sql(
    tx,
    `insert into site_state (site, severity, since, evidence_at, memory, facts, degraded, assessed_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (site) do update set severity = excluded.severity, since = excluded.since, evidence_at = excluded.evidence_at,
       memory = excluded.memory, facts = excluded.facts, degraded = excluded.degraded, assessed_at = excluded.assessed_at`,
    [site, memory.severity, dateOrNull(memory.since), dateOrNull(memory.evidenceAt), JSON.stringify(memory), facts, flags, now],
  )
}
