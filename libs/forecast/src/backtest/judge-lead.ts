import type { Series } from '../forecaster'
import { MS_PER_HOUR } from '../verification/hours'
import { listOnsets, summariseOnsets } from './episodes'
import type { ForecastTable, LadderStep } from './forecast-table'
import { type EventRule, eventPairs, type IssuePairs, issuePairs, type Period } from './issue-pairs'
import type { ComparedScores, EpisodesOfLead, LeadReport } from './report'
import { climatologyOf, type LeadTruth, onsetsOf, scoreSubset, type Subset } from './score-lead'

/** Something of the model and of the two forecasts it must beat. */
export interface Each<T> {
  readonly model: T
  readonly persistence: T
  readonly linear: T
}

/** The target's levels and how they are to be judged. */
export interface Trial {
  readonly levels: Series
  readonly ladder: readonly LadderStep[]
  readonly trainUntil: number
  readonly test: Period
  readonly event: EventRule
  readonly alarmProbability: number
}

export interface JudgedLead {
  readonly report: LeadReport
  /** One for each step of the ladder. */
  readonly episodes: readonly EpisodesOfLead[]
}

/** Scores what was said of one lead: every pair, and event hours once more. `said` has one row a pair. */
export function judgeLead(trial: Trial, leadHours: number, pairs: IssuePairs, said: Each<ForecastTable>): JudgedLead {
  const { levels, ladder, trainUntil, event, alarmProbability } = trial
  const validAt = pairs.issuedAt.map((at) => at + leadHours * MS_PER_HOUR)
  const truth: LeadTruth = { pairs, validAt, ladder, alarmProbability }
  const found = ofEach(said, (forecasts) => onsetsOf(truth, forecasts))

  const past = issuePairs(levels, { from: -Infinity, until: trainUntil }, leadHours, trainUntil)
  const events = eventPairs(pairs, levels, event)
  const pastEvents = eventPairs(past, levels, event)
  const score = (subset: Subset): ComparedScores => {
    const { model, ...references } = ofEach(said, (forecasts, who) => scoreSubset(truth, forecasts, found[who], subset))
    return { ...model, ...references }
  }
  const all: Subset = { indices: [...pairs.issuedAt.keys()], climatology: climatologyOf(past.observed, ladder) }
  const inEvents: Subset | undefined = events &&
    pastEvents && {
      indices: events,
      climatology: climatologyOf(
        Float64Array.from(pastEvents, (i) => past.observed[i] as number),
        ladder,
      ),
    }

  return {
    report: { leadHours, ...score(all), event: inEvents ? score(inEvents) : null },
    episodes: ladder.map((_, step) => {
      const { model, ...references } = ofEach(found, (steps) => summariseOnsets(steps[step] ?? [], truth))
      return { leadHours, ...model, ...references, onsets: listOnsets(found.model[step] ?? [], truth) }
    }),
  }
}

export const ofEach = <T, U>(each: Each<T>, work: (one: T, who: keyof Each<T>) => U): Each<U> => ({
  model: work(each.model, 'model'),
  persistence: work(each.persistence, 'persistence'),
  linear: work(each.linear, 'linear'),
})
