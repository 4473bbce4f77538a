import type { Point } from 'geojson'
import { Column, Entity, PrimaryColumn } from 'typeorm'
import type { DisplayUnit } from './display-unit'
import type { StationQuality } from './quality'

/** What moves the water at a station: its river, the sea, or both. */
export type Regime = 'river' | 'tide' | 'tide-driven'

/** How a station's severity comes down: `margin` metres below the level, for `holdHours` hours on end. */
export interface StationHysteresis {
  readonly margin: number
  readonly holdHours: number
}

/** A gauge or gate. */
@Entity('station')
export class Station {
  @PrimaryColumn('text') id: string
  /** The agency's name. */
  @Column('text') name: string
  /** What people call it. */
  @Column('text', { name: 'common_name' }) commonName: string
  @Column('text') river: string
  @Column('text') regime: Regime
  /** [longitude, latitude], EPSG:4326. */
  @Column('geometry', { spatialFeatureType: 'Point', srid: 4326 }) location: Point
  @Column('text', { name: 'display_unit' }) displayUnit: DisplayUnit
  @Column('text', { name: 'datum_note' }) datumNote: string
  @Column('int') position: number
  @Column('jsonb') quality: StationQuality
  @Column('jsonb') hysteresis: StationHysteresis
  @Column('text') source: string
}
