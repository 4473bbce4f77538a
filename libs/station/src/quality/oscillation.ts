import type { Level, QualityFlag } from './flag'
import type { QualitySettings } from './settings'

/**
 * Up and down more often than waves, pumps and gates can do it: the sign of a loose cable or of a sensor that sees something else.
 *
 * @param levels readings of the last `withinHours`, oldest first, the one under test last; suspect ones are among them
 * @returns turns counted against turns allowed; a turn is a move of at least `swing` right after one of at least `swing` the other way
 * Source of the kind: rate of change and repetition checks, Delft-FEWS validation rule sets; the count is ours.
 */
export function oscillation(levels: readonly Level[], { oscillation: allowed }: QualitySettings): QualityFlag | undefined {
  if (!allowed) return undefined
  const turns = turnsOf(levels, allowed.swing)
  return turns > allowed.reversals ? { rule: 'oscillation', measured: turns, limit: allowed.reversals } : undefined
}

/** How often a move of at least `swing` is answered by one of at least `swing` the other way. Moves in one direction count as one. */
export function turnsOf(levels: readonly Level[], swing: number): number {
  const moves: number[] = []
  for (let i = 1; i < levels.length; i += 1) {
    const change = (levels[i] as Level).value - (levels[i - 1] as Level).value
    const last = moves.at(-1)
    if (last !== undefined && Math.sign(last) * Math.sign(change) >= 0) moves[moves.length - 1] = last + change
    else moves.push(change)
  }
  let turns = 0
  for (let i = 1; i < moves.length; i += 1) {
    if (Math.abs(moves[i] as number) >= swing && Math.abs(moves[i - 1] as number) >= swing) turns += 1
  }
  return turns
}
