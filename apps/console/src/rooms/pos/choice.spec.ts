import type { StationDetail } from '#libs/contract'
import { choiceOf, NO_CHOICE, problemOf, rangeChosen, readingsIn } from './choice'
import { flagsOf } from './flags'

const START = Date.parse('2026-01-12T00:00:00Z')
const at = (n: number): string => new Date(START + n * 60_000).toISOString()
const station: Pick<StationDetail, 'series' | 'rain'> = {
  series: [0, 10, 20].map((n) => ({
    at: at(n),
    value: 9,
    quality: 'suspect',
    rule: 'range',
    evidence: null,
    source: 'dsda-xml',
    standing: 'primary',
  })),
  rain: [{ at: at(10), value: 3, minutes: 10, quality: 'good', rule: null }],
}

it('picking a flag chooses all of it, to be called good', () => {
  const [flag] = flagsOf(station)
  if (!flag) throw new Error('the station has a flag')
  expect(choiceOf(flag)).toEqual({ parameter: 'water_level', from: START, to: START + 20 * 60_000, quality: 'good' })
  expect(readingsIn(station, choiceOf(flag))).toBe(3)
})

it('a range drawn on the chart is widened to whole minutes', () =>
  expect(rangeChosen(START + 59_999, START + 60_001)).toEqual({ from: START, to: START + 120_000 }))

it('counts the readings of the parameter that is judged', () => {
  const stretch = { from: START + 10 * 60_000, to: START + 20 * 60_000, quality: 'good' } as const
  expect(readingsIn(station, { ...stretch, parameter: 'water_level' })).toBe(2)
  expect(readingsIn(station, { ...stretch, parameter: 'rain' })).toBe(1)
  expect(readingsIn(station, NO_CHOICE)).toBe(0)
})

it.each([
  [null, START, 'alat rusak', 'no-stretch'],
  [START, null, 'alat rusak', 'no-stretch'],
  [START, START - 1, 'alat rusak', 'backwards'],
  [START, START, '    oke    ', 'no-reason'],
  [START, START, 'alat rusak', null],
] as const)('from %s to %s because "%s": %s', (from, to, reason, problem) =>
  expect(problemOf({ ...NO_CHOICE, from, to }, reason, 5)).toBe(problem),
)
