import type { Parameter, StationDetail } from '#libs/contract'
import type { Flag } from './flags'

const MS_PER_MINUTE = 60_000

/** The stretch an officer is about to judge. Times in ms; null where the field is empty or no time. */
export interface Choice {
  readonly parameter: Extract<Parameter, 'water_level' | 'rain'>
  readonly from: number | null
  readonly to: number | null
  readonly quality: 'good' | 'suspect'
}

export const NO_CHOICE: Choice = { parameter: 'water_level', from: null, to: null, quality: 'suspect' }

/** Judging a flag begins with the whole of it, and with the opposite of what the rule said. */
export const choiceOf = (flag: Flag): Choice => ({
  parameter: flag.parameter,
  from: Date.parse(flag.from),
  to: Date.parse(flag.to),
  quality: 'good',
})

/** A range drawn on the chart, widened to whole minutes. */
export const rangeChosen = (from: number, to: number): Pick<Choice, 'from' | 'to'> => ({
  from: Math.floor(from / MS_PER_MINUTE) * MS_PER_MINUTE,
  to: Math.ceil(to / MS_PER_MINUTE) * MS_PER_MINUTE,
})

/** How many readings shown on the page lie in the stretch, both ends counted. */
export function readingsIn({ series, rain }: Pick<StationDetail, 'series' | 'rain'>, { parameter, from, to }: Choice): number {
  if (from === null || to === null) return 0
  return (parameter === 'rain' ? rain : series).filter(({ at }) => Date.parse(at) >= from && Date.parse(at) <= to).length
}

/** Why the choice cannot be sent; null when it can. */
export function problemOf({ from, to }: Choice, reason: string, shortestReason: number): 'no-stretch' | 'backwards' | 'no-reason' | null {
  if (from === null || to === null) return 'no-stretch'
  if (to < from) return 'backwards'
  return reason.trim().length < shortestReason ? 'no-reason' : null
}
