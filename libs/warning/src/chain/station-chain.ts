import type { EntityManager } from 'typeorm'
import { NotFound, sql } from '#libs/platform'
import type { StationRisk } from '#libs/risk'
import { inDisplayUnit, labelAt, type StationDirectory } from '#libs/station'
import { installationTime } from '../local-time'
import type { Chain, Crossing, Evidence, MessageFacts, Observed } from './chain'

interface ChangeRow {
  observed_at: Date
  observed_value: number
  confirmed_at: Date
  confirmed_wall: Date
}

/** Warnings that a post's level sets off. */
export class StationChain implements Chain {
  readonly hazard = 'flood'
  readonly key: string
  readonly columns: { readonly stationId: string }

  constructor(
    private readonly directory: StationDirectory,
    readonly risk: Pick<StationRisk, 'stationId' | 'severity' | 'villages' | 'travelMinutes'>,
  ) {
    this.key = risk.stationId
    this.columns = { stationId: risk.stationId }
  }

  async crossing(tx: EntityManager, rises: boolean): Promise<Crossing | undefined> {
    const [change] = await sql<ChangeRow>(
      tx,
      // A rise: the latest that reached the severity. A fall: the first since the last rise that brought it this low.
      rises
        ? `select observed_at, observed_value, confirmed_at, confirmed_wall from severity_change
            where station_id = $1 and to_severity >= $2 and to_severity > from_severity order by id desc limit 1`
        : `select observed_at, observed_value, confirmed_at, confirmed_wall from severity_change
            where station_id = $1 and to_severity <= $2 and to_severity < from_severity
              and id > coalesce((select max(id) from severity_change where station_id = $1 and to_severity > from_severity), 0)
            order by id limit 1`,
      [this.key, this.risk.severity],
    )
    if (!change) return undefined
    const observed = { at: change.observed_at, value: change.observed_value }
    return { observed, confirmedAt: change.confirmed_at, confirmedWall: change.confirmed_wall }
  }

  async evidence(tx: EntityManager): Promise<Evidence | undefined> {
    const [state] = await sql<Evidence>(tx, `select evidence_at as at, latest_value as value from station_state where station_id = $1`, [
      this.key,
    ])
    return state
  }

  async message(tx: EntityManager, crossedAt: Date, { at, value }: Observed): Promise<MessageFacts> {
    const station = await this.directory.find(this.key, tx)
    if (!station) throw new NotFound('station', this.key)
    const { severity, travelMinutes } = this.risk
    const { displayUnit } = station
    const label = labelAt(station.ladder, crossedAt, severity) ?? null
    const hours = Math.round(travelMinutes / 60)
    return {
      trigger: { station: station.id, name: station.commonName, severity, label, observedAt: at.toISOString(), value },
      why: { travelMinutes, level: value, unit: displayUnit, rule: 'ladder' },
      values: {
        post: station.commonName,
        river: station.river,
        level: value === null ? '-' : `${inDisplayUnit(value, displayUnit)} ${displayUnit}`,
        label: label ?? '-',
        severity,
        time: await installationTime(tx, at),
        arrival: hours > 0 ? `sekitar ${hours} jam lagi` : 'segera',
      },
    }
  }
}
