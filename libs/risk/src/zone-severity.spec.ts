import fc from 'fast-check'
import type { Severity } from '#libs/station'
import { zoneSeverity } from './zone-severity'

const now = new Date('2020-01-02T00:00:00Z')
const hoursAgo = (hours: number): Date => new Date(now.getTime() - hours * 3_600_000)
const sixHours = new Map<Severity, number>([
  [1, 360],
  [2, 360],
  [3, 360],
])

describe('the severity in force downstream', () => {
  it('follows a rise at once', () => {
    expect(zoneSeverity(3, [], sixHours, now)).toBe(3)
  })

  it('holds until the water has passed', () => {
    expect(zoneSeverity(1, [{ from: 3, confirmedAt: hoursAgo(5) }], sixHours, now)).toBe(3)
    expect(zoneSeverity(1, [{ from: 3, confirmedAt: hoursAgo(6) }], sixHours, now)).toBe(1)
  })

  it('comes down step by step', () => {
    const falls = [
      { from: 3 as Severity, confirmedAt: hoursAgo(7) },
      { from: 2 as Severity, confirmedAt: hoursAgo(2) },
    ]
    expect(zoneSeverity(1, falls, sixHours, now)).toBe(2)
  })

  it('is never milder than the station', () => {
    const severity = fc.constantFrom<Severity>(0, 1, 2, 3)
    fc.assert(
      fc.property(
        severity,
        fc.array(fc.record({ from: severity, confirmedAt: fc.integer({ min: 0, max: 12 }).map(hoursAgo) })),
        (station, falls) => {
          expect(zoneSeverity(station, falls, sixHours, now)).toBeGreaterThanOrEqual(station)
        },
      ),
    )
  })
})
