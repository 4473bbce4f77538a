import { Inject, Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { type Db, sql } from '#libs/platform'
import type { DisplayUnit } from './display-unit'
import type { LadderStep } from './ladder'
import type { Judgement, QualityRule, StationQuality } from './quality'
import type { Regime, StationHysteresis } from './station.entity'

/** A station with every ladder step it ever had, oldest first. */
export interface StationView {
  readonly id: string
  readonly name: string
  readonly commonName: string
  readonly river: string
  readonly regime: Regime
  readonly longitude: number
  readonly latitude: number
  readonly displayUnit: DisplayUnit
  readonly datumNote: string
  readonly position: number
  readonly quality: StationQuality
  readonly hysteresis: StationHysteresis
  readonly source: string
  readonly ladder: readonly LadderStep[]
}

/** A water level, metres above the station's zero. */
export interface LevelReading {
  readonly stationId: string
  readonly observedAt: Date
  readonly receivedAt: Date
  readonly value: number
  readonly quality: Judgement['quality']
  readonly rule: QualityRule | null
  readonly evidence: Judgement['evidence'] | null
  readonly reportedStatus: string | null
}

interface StepJson {
  validFromMs: number
  severity: 1 | 2 | 3
  label: string
  fromLevel: number
}

const STATION = `
  select s.id, s.name, s.common_name as "commonName", s.river, s.regime, st_x(s.location) as longitude, st_y(s.location) as latitude,
         s.display_unit as "displayUnit", s.datum_note as "datumNote", s.position, s.quality, s.hysteresis, s.source,
         coalesce((select jsonb_agg(jsonb_build_object('validFromMs', extract(epoch from l.valid_from) * 1000, 'severity', l.severity,
                                                       'label', l.label, 'fromLevel', l.from_level) order by l.valid_from, l.severity)
                     from ladder_step l where l.station_id = s.id), '[]') as steps
    from station s`

const LEVEL = `r.station_id as "stationId", r.observed_at as "observedAt", r.received_at as "receivedAt", r.value, r.quality,
               r.quality_rule as rule, r.quality_evidence as evidence, r.reported_status as "reportedStatus"`

/** Questions about stations and their levels. */
@Injectable()
export class StationDirectory {
  constructor(@Inject(DataSource) private readonly db: DataSource) {}

  /** All stations, in the region's order. */
  async all(db: Db = this.db): Promise<StationView[]> {
    return (await sql<Omit<StationView, 'ladder'> & { steps: StepJson[] }>(db, `${STATION} order by s.position, s.id`)).map(toView)
  }

  async find(stationId: string, db: Db = this.db): Promise<StationView | undefined> {
    const [row] = await sql<Omit<StationView, 'ladder'> & { steps: StepJson[] }>(db, `${STATION} where s.id = $1`, [stationId])
    return row && toView(row)
  }

  /** The newest level of each station, suspect or not; a station that never reported is missing, not zero. */
  latest(db: Db = this.db): Promise<LevelReading[]> {
    return sql<LevelReading>(
      db,
      `select ${LEVEL} from station s
         cross join lateral (select * from reading r where r.station_id = s.id and r.parameter = 'water_level'
                              order by r.observed_at desc limit 1) r
        order by s.position, s.id`,
    )
  }

  /** The levels of a station observed from `from` up to and including `to`, oldest first, suspect ones among them. */
  series(stationId: string, from: Date, to: Date, db: Db = this.db): Promise<LevelReading[]> {
    return sql<LevelReading>(
      db,
      `select ${LEVEL} from reading r
        where r.station_id = $1 and r.parameter = 'water_level' and r.observed_at between $2 and $3 order by r.observed_at`,
      [stationId, from, to],
    )
  }
}

function toView({ steps, ...station }: Omit<StationView, 'ladder'> & { steps: StepJson[] }): StationView {
  return { ...station, ladder: steps.map(({ validFromMs, ...step }) => ({ validFrom: new Date(validFromMs), ...step })) }
}
