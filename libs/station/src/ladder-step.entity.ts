import { Column, Entity, PrimaryColumn } from 'typeorm'
import type { LadderStep } from './ladder'

/** A row of a station's ladder. */
@Entity('ladder_step')
export class StoredLadderStep implements LadderStep {
  @PrimaryColumn('text', { name: 'station_id' }) stationId: string
  @PrimaryColumn('timestamptz', { name: 'valid_from' }) validFrom: Date
  @PrimaryColumn('smallint') severity: 1 | 2 | 3
  @Column('text') label: string
  @Column('double precision', { name: 'from_level' }) fromLevel: number
  @Column('text') source: string
}
