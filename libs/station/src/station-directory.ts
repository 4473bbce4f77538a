import { Inject, Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { type Db, sql } from '#libs/platform'
import type { LadderStep } from './ladder'
import type { QualitySettings } from './quality/settings'
import { levelSeries, type OverrideView, overridesOf, type RainPoint, rainSeries, type SeriesPoint } from './station-series'

export type Regime = 'river' | 'tide' | 'tide-driven'

/** A post with everything a rule or a screen needs to know of it. */
export interface StationView {
  readonly id: string
  readonly name: string
  readonly commonName: string
  readonly river: string
  readonly regime: Regime
  /** [longitude, latitude], EPSG:4326. */
  readonly location: readonly [number, number]
  readonly displayUnit: 'cm' | 'm'
  /** What the post's zero is. */
  readonly datumNote: string
  readonly quality: QualitySettings
  readonly hysteresis: { readonly margin: number; readonly holdHours: number }
  readonly ladder: readonly LadderStep[]
}

interface StationRow {
  id: string
  name: string
  common_name: string
  river: string
  regime: Regime
  longitude: number
  latitude: number
  display_unit: 'cm' | 'm'
  datum_note: string
  quality: QualitySettings
  hysteresis: { margin: number; holdHours: number }
  ladder: { validFrom: string; severity: 1 | 2 | 3; label: string; fromLevel: number }[] | null
}

const SELECT = `select s.id, s.name, s.common_name, s.river, s.regime, st_x(s.location) as longitude, st_y(s.location) as latitude,
    s.display_unit, s.datum_note, s.quality, s.hysteresis,
    (select jsonb_agg(jsonb_build_object('validFrom', l.valid_from, 'severity', l.severity, 'label', l.label, 'fromLevel', l.from_level) order by l.valid_from, l.severity)
       from ladder_step l where l.station_id = s.id) as ladder
  from station s`

const toView = (row: StationRow): StationView => ({
  id: row.id,
  name: row.name,
  commonName: row.common_name,
  river: row.river,
  regime: row.regime,
  location: [row.longitude, row.latitude],
  displayUnit: row.display_unit,
  datumNote: row.datum_note,
  quality: row.quality,
  hysteresis: row.hysteresis,
  ladder: (row.ladder ?? []).map((step) => ({ ...step, validFrom: new Date(step.validFrom) })),
})

@Injectable()
export class StationDirectory {
  constructor(@Inject(DataSource) private readonly db: DataSource) {}

  async all(db: Db = this.db): Promise<StationView[]> {
    return (await sql<StationRow>(db, `${SELECT} order by s.position`)).map(toView)
  }

  async find(id: string, db: Db = this.db): Promise<StationView | undefined> {
    const [row] = await sql<StationRow>(db, `${SELECT} where s.id = $1`, [id])
    return row && toView(row)
  }

  /** Water levels of a post, oldest first, both ends included. */
  series(stationId: string, from: Date, to: Date): Promise<SeriesPoint[]> {
    return levelSeries(this.db, stationId, from, to)
  }

  /** Rain at a post, oldest first, both ends included. */
  rain(stationId: string, from: Date, to: Date): Promise<RainPoint[]> {
    return rainSeries(this.db, stationId, from, to)
  }

  /** Decisions of people on its readings in a stretch of time, newest first. */
  overrides(stationId: string, from: Date, to: Date): Promise<OverrideView[]> {
    return overridesOf(this.db, stationId, from, to)
  }
}
