import { z } from 'zod'
import type { Level, QualityFlag } from './flag'

const MS_PER_HOUR = 3_600_000
const MS_PER_MINUTE = 60_000
/** A change of this size at a neighbour is an answer, unless the region package says another, metres. */
const LEAST_CHANGE = 0.2

/** Another post on the same water. */
export const neighbourSettings = z.strictObject({
  station: z.string().min(1),
  /** Where the other post lies. */
  relation: z.enum(['upstream', 'downstream']),
  /** How long the water takes between the two posts. */
  travelMinutes: z.number().nonnegative(),
  /** How much earlier or later it may be. */
  toleranceHours: z.number().positive(),
  /** The least change there that counts as an answer to one here, metres. */
  leastChange: z.number().positive().optional(),
})

export type Neighbour = z.infer<typeof neighbourSettings>

/** A neighbour with its good readings around the time in question, in any order. */
export interface NeighbourLevels {
  readonly neighbour: Neighbour
  readonly good: readonly Level[]
}

/** When water that is here at `at` is there, with the tolerance on both sides, ms. */
export function windowAt({ relation, travelMinutes, toleranceHours }: Neighbour, at: number): { from: number; to: number } {
  const there = relation === 'upstream' ? at - travelMinutes * MS_PER_MINUTE : at + travelMinutes * MS_PER_MINUTE
  return { from: there - toleranceHours * MS_PER_HOUR, to: there + toleranceHours * MS_PER_HOUR }
}

const inWindow = ({ neighbour, good }: NeighbourLevels, at: number, known: number): Level[] => {
  const { from, to } = windowAt(neighbour, at)
  return good.filter((level) => level.at >= from && level.at <= Math.min(to, known)).toSorted((a, b) => a.at - b.at)
}

/** The greatest rise (direction 1) or fall (-1) from one of these levels to a later one. */
function greatestChange(levels: readonly Level[], direction: 1 | -1): number {
  let lowest = Number.POSITIVE_INFINITY
  let greatest = 0
  for (const { value } of levels) {
    const signed = value * direction
    lowest = Math.min(lowest, signed)
    greatest = Math.max(greatest, signed - lowest)
  }
  return greatest
}

/**
 * Whether the water moved at a neighbour as it did here: the same way, by at least `leastChange`, when the travel time says it should.
 * Downstream posts answer late: while their time has not come they say nothing.
 *
 * @param at when it moved here, ms
 * @param known the present: later readings are not looked at, ms
 * Source of the kind: spatial homogeneity check, Delft-FEWS validation rule sets.
 */
export const isAnswered = (neighbours: readonly NeighbourLevels[], at: number, direction: 1 | -1, known: number): boolean =>
  neighbours.some((each) => greatestChange(inWindow(each, at, known), direction) >= (each.neighbour.leastChange ?? LEAST_CHANGE))

/** The neighbour was heard through most of the window, and the window is over. */
function couldAnswer(each: NeighbourLevels, at: number, known: number): boolean {
  const { from, to } = windowAt(each.neighbour, at)
  const levels = inWindow(each, at, known)
  const first = levels[0]
  const last = levels.at(-1)
  return to <= known && first !== undefined && last !== undefined && last.at - first.at >= (to - from) / 2
}

/**
 * A change that needs an answer and found none: faster than `unsupportedPerHour`, while every neighbour that was heard stood still.
 * Where no neighbour was heard the rule says nothing. The allowance grows with time, as that of the rate rule does.
 *
 * @param previous last accepted reading
 * @returns the change against the change allowed, in the unit of the parameter
 * @throws RangeError when `current` is not the later one
 */
export function neighbourSilent(
  previous: Level,
  current: Level,
  unsupportedPerHour: number,
  neighbours: readonly NeighbourLevels[],
): QualityFlag | undefined {
  const hours = (current.at - previous.at) / MS_PER_HOUR
  if (hours <= 0) throw new RangeError('readings out of order')
  const change = current.value - previous.value
  const limit = unsupportedPerHour * hours
  if (Math.abs(change) <= limit) return undefined
  if (!neighbours.some((each) => couldAnswer(each, current.at, current.at))) return undefined
  if (isAnswered(neighbours, current.at, change > 0 ? 1 : -1, current.at)) return undefined
  return { rule: 'neighbour', measured: Math.abs(change), limit }
}
