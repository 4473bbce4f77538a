import { Inject, Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import type { Situation, StationBrief, StationDetail } from '#libs/contract'
import { Clock, MS_PER_HOUR, NotFound, sql } from '#libs/platform'
import { ladderAt, labelOf, StationDirectory, type Severity, type StationView } from '#libs/station'

interface StateRow {
  station_id: string
  severity: Severity
  latest_at: Date | null
  latest_value: number | null
  withheld: string | null
  degraded: string[]
  stale: boolean
  earlier: number | null
}

/** Change over the last readings below which a river stands still, metres. */
const STEADY = 0.02

/** Posts and villages as the screens show them, at the installation's present time. */
@Injectable()
export class RiskViews {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(Clock) private readonly clock: Clock,
    private readonly directory: StationDirectory,
  ) {}

  villages(): Promise<Situation['villages']> {
    return sql<Situation['villages'][number]>(
      this.db,
      `select r.area_code as code, a.name, coalesce(d.name, '') as district, r.severity, r.station_id as "stationId",
              r.expected_arrival_at as "expectedArrivalAt", r.degraded
         from area_risk r join area a on a.code = r.area_code left join area d on d.code = a.parent_code
        order by r.severity desc, a.name`,
    )
  }

  async stations(): Promise<StationBrief[]> {
    const [all, states] = [await this.directory.all(), await this.states()]
    return all.map((station) => this.brief(station, states.get(station.id)))
  }

  /** @throws NotFound */
  async station(id: string, hours: number): Promise<StationDetail> {
    const station = await this.directory.find(id)
    if (!station) throw new NotFound('station', id)
    const now = this.clock.now()
    const states = await this.states()
    const from = new Date(now.getTime() - hours * MS_PER_HOUR)
    const series = await this.directory.series(id, from, now)
    const rain = await this.directory.rain(id, from, now)
    const overrides = await this.directory.overrides(id, from, now)
    const zones = await sql<StationDetail['zones'][number]>(
      this.db,
      `select z.id, z.name, z.severity, z.travel_minutes as "travelMinutes", z.basis, (select count(*)::int from hazard_zone_area a where a.zone_id = z.id) as villages
         from hazard_zone z where z.station_id = $1 order by z.severity`,
      [id],
    )
    return {
      ...this.brief(station, states.get(id)),
      datumNote: station.datumNote,
      ladder: (ladderAt(station.ladder, now) ?? []).map(({ severity, label, fromLevel }) => ({ severity, label, fromLevel })),
      series: series.map(({ observedAt, ...point }) => ({ at: observedAt.toISOString(), ...point })),
      // A sum over nobody knows how long says nothing.
      rain: rain.flatMap(({ observedAt, minutes, ...point }) =>
        minutes === null ? [] : [{ at: observedAt.toISOString(), minutes, ...point }],
      ),
      overrides: overrides.map((each) => ({
        ...each,
        from: each.from.toISOString(),
        to: each.to.toISOString(),
        at: each.at.toISOString(),
        withdrawnAt: each.withdrawnAt?.toISOString() ?? null,
      })),
      zones,
    }
  }

  private brief(station: StationView, state: StateRow | undefined): StationBrief {
    const ladder = ladderAt(station.ladder, this.clock.now())
    const change = state?.earlier == null || state.latest_value === null ? null : state.latest_value - state.earlier
    const trend = change === null ? null : change > STEADY ? 'rising' : change < -STEADY ? 'falling' : 'steady'
    return {
      id: station.id,
      name: station.commonName,
      river: station.river,
      regime: station.regime,
      location: [...station.location],
      displayUnit: station.displayUnit,
      severity: state?.severity ?? 0,
      label: (ladder && state && labelOf(ladder, state.severity)) ?? null,
      latestAt: state?.latest_at?.toISOString() ?? null,
      latestValue: state?.latest_value ?? null,
      trend,
      withheld: state ? state.withheld : ladder ? null : 'no-ladder',
      degraded: [...(state?.degraded ?? []), ...(state?.stale ? ['stale'] : [])],
    }
  }

  private async states(): Promise<Map<string, StateRow>> {
    const rows = await sql<StateRow>(
      this.db,
      `select t.station_id, t.severity, t.latest_at, t.latest_value, t.withheld, t.degraded,
              t.latest_at < $1::timestamptz - make_interval(hours => (s.quality->>'staleHours')::int) as stale,
              (select r.value from judged_reading r where r.station_id = t.station_id and r.parameter = 'water_level' and r.standing = 'primary' and r.quality = 'good'
                  and r.observed_at <= t.latest_at - interval '50 minutes' and r.observed_at > t.latest_at - interval '3 hours'
                order by r.observed_at desc limit 1) as earlier
         from station_state t join station s on s.id = t.station_id`,
      [this.clock.now()],
    )
    return new Map(rows.map((row) => [row.station_id, row]))
  }
}
