import { wilsonInterval } from '../verification/interval'
import { ratio } from '../verification/level-scores'
import { countOnsets, type Onset, pairOf } from '../verification/match-onsets'
import { leadsOfHits, median } from '../verification/severity-scores'
import type { ListedOnset, OnsetSummary } from './report'
import type { LeadTruth } from './score-lead'

/** Counts and shares of one step's onsets, with their 95 % intervals. */
export function summariseOnsets(found: readonly Onset[], { pairs, validAt }: LeadTruth): OnsetSummary {
  const counts = countOnsets(found)
  const alarms = counts.hits + counts.falseAlarms
  const leads = leadsOfHits({ onsets: found, issuedAt: pairs.issuedAt, validAt })
  return {
    ...counts,
    pod: ratio(counts.hits, counts.events),
    podInterval: wilsonInterval(counts.hits, counts.events),
    podAhead: ratio(leads.filter((hours) => hours > 0).length, counts.events),
    far: ratio(counts.falseAlarms, alarms),
    farInterval: wilsonInterval(counts.falseAlarms, alarms),
    medianLeadHours: median(leads),
  }
}

/** Every onset with what was said of it, in order of time. */
export function listOnsets(found: readonly Onset[], { pairs, validAt }: LeadTruth): ListedOnset[] {
  return found
    .toSorted((a, b) => pairOf(a) - pairOf(b))
    .map(({ observed, forecast }) => ({
      observedAt: isoAt(validAt, observed),
      forecastAt: isoAt(validAt, forecast),
      issuedAt: isoAt(pairs.issuedAt, forecast),
    }))
}

const isoAt = (times: Float64Array, index: number | undefined): string | null =>
  index === undefined ? null : new Date(times[index] as number).toISOString()
