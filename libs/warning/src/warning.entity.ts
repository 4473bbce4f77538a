import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'
import type { SiteFacts } from '#libs/risk'
import type { Severity } from '#libs/station'
import type { EndReason, WarningKind, WarningState } from './lifecycle'

/** What set a warning off: the level of a post, or rain on a site. */
export interface WarningTrigger {
  readonly station?: string
  readonly site?: string
  /** Of the post or the site, as people know it. */
  readonly name: string
  readonly severity: Severity
  readonly label: string | null
  /** First observation at or above the level (a rise) or below it (a fall). */
  readonly observedAt: string
  /** Metres above the station's zero, or mm of rain in the last `hours`; null where the rain is not known. */
  readonly value: number | null
  readonly hours?: number
}

/** Why a draft stands: the rule and what it was given. */
export interface WarningReason {
  readonly rule: 'ladder' | 'rain'
  readonly travelMinutes: number
  readonly unit: 'cm' | 'm' | 'mm'
  /** Metres above the post's zero. */
  readonly level?: number | null
  /** mm in `hours`. */
  readonly rain?: number | null
  readonly hours?: number
  readonly facts?: SiteFacts | null
}

@Entity('warning')
export class Warning {
  @PrimaryGeneratedColumn('uuid') id: string
  @Column('text', { name: 'replay_key' }) replayKey: string
  @Column('text') kind: WarningKind
  @Column('text') state: WarningState
  @Column('int') revision: number
  @Column('uuid', { name: 'replaces_id', nullable: true }) replacesId: string | null
  @Column('uuid', { name: 'chain_id' }) chainId: string
  @Column('text') hazard: string
  @Column('smallint') severity: Severity
  @Column('text', { name: 'station_id', nullable: true }) stationId: string | null
  /** Where rain sets the warnings off. */
  @Column('text', { nullable: true }) site: string | null
  @Column('jsonb') trigger: WarningTrigger
  @Column('jsonb') why: WarningReason
  @Column('text') text: string
  @Column('text', { name: 'template_id' }) templateId: string
  @Column('int', { name: 'template_version' }) templateVersion: number
  @Column('boolean') exercise: boolean
  @Column('timestamptz', { name: 'expires_at' }) expiresAt: Date
  @Column('timestamptz', { name: 'signal_at' }) signalAt: Date
  @Column('timestamptz', { name: 'drafted_at' }) draftedAt: Date
  @Column('timestamptz', { name: 'submitted_at', nullable: true }) submittedAt: Date | null
  @Column('uuid', { name: 'submitted_by', nullable: true }) submittedBy: string | null
  @Column('timestamptz', { name: 'approved_at', nullable: true }) approvedAt: Date | null
  @Column('uuid', { name: 'approved_by', nullable: true }) approvedBy: string | null
  @Column('timestamptz', { name: 'planned_at', nullable: true }) plannedAt: Date | null
  @Column('timestamptz', { name: 'first_attempt_at', nullable: true }) firstAttemptAt: Date | null
  @Column('timestamptz', { name: 'active_at', nullable: true }) activeAt: Date | null
  @Column('timestamptz', { name: 'ended_at', nullable: true }) endedAt: Date | null
  @Column('text', { name: 'end_reason', nullable: true }) endReason: EndReason | null
  @Column('text', { name: 'decision_reason', nullable: true }) decisionReason: string | null
  @Column('uuid', { name: 'decided_by', nullable: true }) decidedBy: string | null
  @Column('int', { nullable: true }) recipients: number | null
  @Column('timestamptz', { name: 'signal_wall' }) signalWall: Date
  @Column({ type: 'timestamptz', name: 'drafted_wall', insert: false, update: false }) draftedWall: Date
  @Column('timestamptz', { name: 'approved_wall', nullable: true }) approvedWall: Date | null
  @Column('timestamptz', { name: 'first_attempt_wall', nullable: true }) firstAttemptWall: Date | null
  @Column('timestamptz', { name: 'last_attempt_wall', nullable: true }) lastAttemptWall: Date | null
}
