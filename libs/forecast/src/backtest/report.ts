import type { LevelScores } from '../verification/level-scores'
import type { SeverityScores } from '../verification/severity-scores'
import type { LadderStep } from './forecast-table'

/** How reaching one step of the ladder was forecast. */
export type StepScores = LadderStep & SeverityScores

export interface Scores extends LevelScores {
  /** One for each step of the target's ladder, mildest first. */
  readonly severities: readonly StepScores[]
}

/** The model's scores, and those of the two simple forecasts on the same pairs. */
export interface ComparedScores extends Scores {
  readonly persistence: Scores
  /** Ridge regression on the model's own features. */
  readonly linear: Scores
}

export interface LeadReport extends ComparedScores {
  readonly leadHours: number
  /** The same over event hours alone; null when nothing said what an event is. */
  readonly event: ComparedScores | null
}

/** Onsets of one step at one lead: counts, whatever their number, and how far the shares can be trusted. */
export interface OnsetSummary {
  readonly events: number
  readonly hits: number
  readonly misses: number
  readonly falseAlarms: number
  readonly pod: number | null
  /** 95 %. */
  readonly podInterval: readonly [number, number] | null
  /** Share of the observed onsets whose alarm was issued before they came: a hit may also be one that everybody can see by then. */
  readonly podAhead: number | null
  readonly far: number | null
  readonly farInterval: readonly [number, number] | null
  readonly medianLeadHours: number | null
}

/** One onset: what came, what was said; null for the side that is missing (a false alarm, a miss). ISO instants, UTC. */
export interface ListedOnset {
  readonly observedAt: string | null
  readonly forecastAt: string | null
  readonly issuedAt: string | null
}

export interface EpisodesOfLead extends OnsetSummary {
  readonly leadHours: number
  readonly persistence: OnsetSummary
  readonly linear: OnsetSummary
  /** The model's, in order of time. */
  readonly onsets: readonly ListedOnset[]
}

export interface Episodes extends LadderStep {
  readonly leads: readonly EpisodesOfLead[]
}

export interface BacktestReport {
  readonly target: string
  readonly river: string
  readonly ladder: readonly LadderStep[]
  /** ISO instants, UTC; `testUntil` is null when the test goes on to the end of the record. */
  readonly trainUntil: string
  readonly testFrom: string
  readonly testUntil: string | null
  readonly alarmProbability: number
  readonly eventLevel: number | null
  readonly eventRise: number | null
  readonly trainingSeconds: number
  readonly seed: number
  readonly dataHash: string
  readonly backend: string
  readonly observations: {
    readonly rows: number
    readonly duplicates: number
    /** Rows of one instant that differ: the later in the file was taken. */
    readonly contradictions: number
    /** Readings of the target in the test period that no river can have had; neither issue time nor truth. */
    readonly impossible: readonly { readonly at: string; readonly value: number }[]
  }
  /** In how many of the issue times the model raised each of its flags. */
  readonly issueTimes: number
  readonly flags: Readonly<Record<string, number>>
  readonly leads: readonly LeadReport[]
  readonly episodes: readonly Episodes[]
}
