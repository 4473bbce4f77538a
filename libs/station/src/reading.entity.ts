import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'
import type { Judgement, QualityRule } from './quality'

export type Parameter = 'water_level' | 'rain' | 'discharge'

/** One measurement as it was received, with what quality control thought of it then. Never changed afterwards. */
@Entity('reading')
export class Reading {
  @PrimaryGeneratedColumn({ type: 'bigint', primaryKeyConstraintName: 'reading_pkey' }) id: string
  @Column('text', { name: 'station_id' }) stationId: string
  @Column('text') parameter: Parameter
  @Column('timestamptz', { name: 'observed_at' }) observedAt: Date
  @Column('timestamptz', { name: 'received_at' }) receivedAt: Date
  /** Metres above the station's zero, millimetres per interval, or cubic metres per second, by parameter. */
  @Column('double precision') value: number
  @Column('text') quality: Judgement['quality']
  @Column('text', { name: 'quality_rule', nullable: true }) qualityRule: QualityRule | null
  @Column('jsonb', { name: 'quality_evidence', nullable: true }) qualityEvidence: Judgement['evidence'] | null
  /** The source's own status, in its words. */
  @Column('text', { name: 'reported_status', nullable: true }) reportedStatus: string | null
  @Column('bigint', { name: 'payload_id', nullable: true }) payloadId: string | null
}
