import type { EntityManager } from 'typeorm'
import { sql } from '#libs/platform'
import type { SiteFacts, SiteRisk } from '#libs/risk'
import { installationTime } from '../local-time'
import type { Chain, Crossing, Evidence, MessageFacts, Observed } from './chain'

const DAY_HOURS = 24

interface ChangeRow {
  facts: SiteFacts
  confirmed_at: Date
  confirmed_wall: Date
}

/** Warnings that rain on a slope sets off. */
export class SiteChain implements Chain {
  readonly hazard = 'landslide'
  readonly key: string
  readonly columns: { readonly site: string }

  constructor(readonly risk: Pick<SiteRisk, 'site' | 'severity' | 'villages' | 'travelMinutes'>) {
    this.key = risk.site
    this.columns = { site: risk.site }
  }

  async crossing(tx: EntityManager, rises: boolean): Promise<Crossing | undefined> {
    const [change] = await sql<ChangeRow>(
      tx,
      // A rise: the latest that reached the severity. A fall: the first since the last rise that brought it this low.
      rises
        ? `select facts, confirmed_at, confirmed_wall from site_change
            where site = $1 and to_severity >= $2 and to_severity > from_severity order by id desc limit 1`
        : `select facts, confirmed_at, confirmed_wall from site_change
            where site = $1 and to_severity <= $2 and to_severity < from_severity
              and id > coalesce((select max(id) from site_change where site = $1 and to_severity > from_severity), 0)
            order by id limit 1`,
      [this.key, this.risk.severity],
    )
    if (!change) return undefined
    const observed = { at: change.confirmed_at, ...rainOf(change.facts) }
    return { observed, confirmedAt: change.confirmed_at, confirmedWall: change.confirmed_wall }
  }

  async evidence(tx: EntityManager): Promise<Evidence | undefined> {
    const [state] = await sql<{ evidence_at: Date | null; facts: SiteFacts }>(
      tx,
      `select evidence_at, facts from site_state where site = $1`,
      [this.key],
    )
    return state && { at: state.evidence_at, ...rainOf(state.facts) }
  }

  async message(tx: EntityManager, _: Date, { at, value, hours = DAY_HOURS }: Observed): Promise<MessageFacts> {
    const { severity, travelMinutes } = this.risk
    const [state] = await sql<{ facts: SiteFacts }>(tx, `select facts from site_state where site = $1`, [this.key])
    return {
      trigger: { site: this.key, name: this.key, severity, label: null, observedAt: at.toISOString(), value, hours },
      why: { travelMinutes, rain: value, hours, unit: 'mm', rule: 'rain', facts: state?.facts ?? null },
      values: {
        place: this.key,
        rain: value === null ? '-' : `${Math.round(value)} mm/${hours} jam`,
        severity,
        time: await installationTime(tx, at),
      },
    }
  }
}

/** What a message says of the rain: the window that was reached, else the last day. */
const rainOf = ({ reached, day }: SiteFacts): { value: number | null; hours: number } =>
  reached ? { value: reached.mm, hours: reached.hours } : { value: day, hours: DAY_HOURS }
