import fc from 'fast-check'
import type { LadderStep } from '#libs/station'
import { reconsider } from './reconsider'
import { CALM } from './station-severity'
import { type ReadingRow, walkReadings } from './walk-readings'

const ladder: LadderStep[] = [2, 2.7, 3.5].map((fromLevel, i) => ({
  validFrom: new Date('2019-01-01T00:00:00Z'),
  severity: (i + 1) as 1 | 2 | 3,
  label: `Siaga ${3 - i}`,
  fromLevel,
}))
const station = { ladder, hysteresis: { margin: 0.1, holdHours: 2 } }
const start = Date.parse('2020-01-01T00:00:00+07:00')
const decidedAt = new Date(start + 100 * 3_600_000)
const since = new Date(start)

/** Every half hour; `?` beside a value makes it suspect. */
const readings = (values: readonly (number | `${number}?`)[]): ReadingRow[] =>
  values.map((value, i) => {
    const observedAt = new Date(start + i * 1_800_000)
    const quality = typeof value === 'string' ? 'suspect' : 'good'
    return { observed_at: observedAt, received_at: observedAt, value: Number.parseFloat(String(value)), quality, reported_status: null }
  })
const again = (rows: readonly ReadingRow[], memory = CALM) => walkReadings(rows, ladder, station.hysteresis, { memory, contradictions: 0 })

it('raises to what the readings say now, at the decision, by the reading that reached it', () => {
  const rows = readings([1.2, 3.2, 3.21, 3.2])
  const { memory, changes } = reconsider(0, undefined, again(rows), rows, undefined, station, decidedAt)
  expect(memory.severity).toBe(2)
  expect(changes).toEqual([{ from: 0, to: 2, observedAt: start + 1_800_000, value: 3.2, confirmedAt: decidedAt, label: 'Siaga 2' }])
})

it('says nothing new where the severity is the same, however it came about', () => {
  const rows = readings([1.2, 2.2, 2.3, 2.2])
  expect(reconsider(1, since, again(rows), rows, undefined, station, decidedAt)).toMatchObject({ memory: { severity: 1 }, changes: [] })
})

it('keeps a severity whose ground is gone until there is ground for a fall', () => {
  const rows = readings([1.2, 1.21, '2.2?', '2.3?', '2.3?'])
  const kept = reconsider(1, since, again(rows), rows, undefined, station, decidedAt)
  expect(kept).toMatchObject({ memory: { severity: 1, since: since.getTime() }, changes: [] })
  expect(kept.memory.evidenceAt).toBeUndefined()
})

it('lets it fall at once where the ground is there', () => {
  const rows = readings([1.2, 1.21, '2.2?', '2.3?', 1.3, 1.31, 1.3, 1.32, 1.3])
  const { memory, changes } = reconsider(1, since, again(rows), rows, undefined, station, decidedAt)
  expect(memory.severity).toBe(0)
  expect(changes).toMatchObject([{ from: 1, to: 0, confirmedAt: decidedAt }])
})

it('goes back to the severity before, where the readings that brought it down are doubted', () => {
  const rows = readings(['1.2?', '1.2?', '1.21?'])
  const before = { severity: 2 as const, observedAt: start - 3_600_000, value: 2.9 }
  const memory = { severity: before.severity, since: before.observedAt, recent: [] }
  const { changes } = reconsider(0, undefined, again(rows, memory), rows, before, station, decidedAt)
  expect(changes).toMatchObject([{ from: 0, to: 2, observedAt: before.observedAt, value: 2.9 }])
})

it('never says more than one change, and one that leads from what is in force to what is remembered', () => {
  const value = fc.double({ min: 0, max: 5, noNaN: true })
  fc.assert(
    fc.property(
      fc.array(fc.tuple(value, fc.boolean()), { minLength: 1, maxLength: 40 }),
      fc.constantFrom(0, 1, 2, 3),
      (values, inForce) => {
        const rows = readings(values.map(([level, isGood]) => (isGood ? level : (`${level}?` as const))))
        const severity = inForce as 0 | 1 | 2 | 3
        const { memory, changes } = reconsider(severity, since, again(rows), rows, undefined, station, decidedAt)
        expect(changes.map(({ from, to }) => [from, to])).toEqual(memory.severity === severity ? [] : [[severity, memory.severity]])
      },
    ),
    { numRuns: 150 },
  )
})
