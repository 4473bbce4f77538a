import type { Series } from '../forecaster'
import { eventPairs, issuePairs } from './issue-pairs'

const MINUTE = 60_000
const series = (...readings: [minutes: number, value: number][]): Series => ({
  station: 'A',
  parameter: 'water_level',
  times: Float64Array.from(readings, ([minutes]) => minutes * MINUTE),
  values: Float64Array.from(readings, ([, value]) => value),
})
const always = { from: -Infinity, until: Infinity }

describe('issue times', () => {
  it('are readings with another one at issue + lead within ten minutes, the nearest counting', () => {
    const levels = series([0, 1], [52, 2], [69, 3], [71, 4], [131, 5])
    const { issuedAt, atIssue, observed } = issuePairs(levels, always, 1)
    expect([...issuedAt].map((at) => at / MINUTE)).toEqual([0, 69, 71])
    expect([...atIssue]).toEqual([1, 3, 4])
    expect([...observed]).toEqual([2, 5, 5])
  })

  it('lie within the period, its end not included; the truth may come later, unless it must not', () => {
    const hourly = series(...Array.from({ length: 6 }, (_, hour): [number, number] => [hour * 60, hour]))
    const period = { from: 60 * MINUTE, until: 240 * MINUTE }
    expect([...issuePairs(hourly, period, 2).observed]).toEqual([3, 4, 5])
    expect([...issuePairs(hourly, period, 2, 300 * MINUTE).observed]).toEqual([3, 4])
  })

  it('are never their own truth', () => {
    expect(issuePairs(series([0, 1]), always, 0.1).issuedAt).toHaveLength(0)
  })
})

describe('event hours', () => {
  const levels = series([0, 6.8], [60, 6.9], [120, 7.0], [180, 7.0], [240, 6.95], [300, 7.2], [360, 7.1], [420, 7.15])
  const hours = (rule: { level?: number; rise?: number }) => {
    const pairs = issuePairs(levels, always, 1)
    return eventPairs(pairs, levels, rule)?.map((i) => (pairs.issuedAt[i] ?? NaN) / MINUTE / 60)
  }

  it('have the level, or the rise over the three hours before', () => {
    expect(hours({ level: 7.0 })).toEqual([2, 3, 5, 6])
    expect(hours({ rise: 0.2 })).toEqual([3, 5])
    expect(hours({ level: 7.1, rise: 0.2 })).toEqual([3, 5, 6])
  })

  it('are not known where nothing says what an event is', () => expect(hours({})).toBeUndefined())
})
