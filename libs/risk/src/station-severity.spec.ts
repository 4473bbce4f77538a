import fc from 'fast-check'
import { ladderAt, type LadderStep } from '#libs/station'
import { CALM, type GoodReading, type SeverityChange, takeReading } from './station-severity'

const VALID_FROM = new Date('2019-01-01T00:00:00Z')
const steps = (levels: readonly [number, number, number]): LadderStep[] =>
  levels.map((fromLevel, i) => ({ validFrom: VALID_FROM, severity: (i + 1) as 1 | 2 | 3, label: `Siaga ${3 - i}`, fromLevel }))
const ladderOf = (levels: readonly [number, number, number]) => ladderAt(steps(levels), new Date('2020-01-01T00:00:00Z'))!
const DEPOK = ladderOf([2, 2.7, 3.5])
const SUNTER = ladderOf([1.4, 2, 2.5])
const river = { margin: 0.1, holdHours: 2 }
const start = Date.parse('2020-01-01T00:00:00+07:00')
const wib = (at: number): string => new Date(at + 7 * 3_600_000).toISOString().slice(11, 16)

/** Readings every half hour unless a time is given. */
const series = (values: readonly number[], everyMinutes = 30, from = start): GoodReading[] =>
  values.map((value, i) => ({ at: from + i * everyMinutes * 60_000, value }))

function changesOf(readings: readonly GoodReading[], ladder = DEPOK, hysteresis = river): SeverityChange[] {
  let memory = CALM
  const changes: SeverityChange[] = []
  for (const reading of readings) {
    const next = takeReading(memory, reading, ladder, hysteresis)
    memory = next.memory
    if (next.change) changes.push(next.change)
  }
  return changes
}

describe('a rise', () => {
  it('is confirmed at once on a rising river', () => {
    const changes = changesOf(series([1.53, 1.77, 2.02]))
    expect(changes).toEqual([{ from: 0, to: 1, observedAt: start + 60 * 60_000, value: 2.02 }])
  })

  it('waits for one more reading when the one before was lower than its own predecessor', () => {
    expect(changesOf(series([1.9, 1.8, 2.1]))).toEqual([])
    const changes = changesOf(series([1.9, 1.8, 2.1, 2.15]))
    expect(changes).toHaveLength(1)
    expect(wib(changes[0]!.observedAt)).toBe('01:00') // the first reading at or above, not the confirming one
  })

  it('is not raised by one high reading standing alone', () => {
    expect(changesOf(series([1.5, 1.5, 3.6, 1.5, 1.5]))).toEqual([])
  })

  it('goes only as far as both readings reach', () => {
    expect(changesOf(series([1.5, 1.5, 2.9, 2.1])).map((change) => change.to)).toEqual([1])
  })

  it('takes a level that equals the threshold', () => {
    expect(changesOf(series([1.8, 1.9, 2])).map((change) => change.to)).toEqual([1])
  })

  it('asks nothing of a reading older than three hours', () => {
    const readings = [...series([1.5, 2.1]), { at: start + 5 * 3_600_000, value: 2.1 }]
    expect(changesOf(readings)).toEqual([])
  })
})

describe('a fall', () => {
  const flood = [1.5, 1.8, 2.1, 2.2, 2.1]

  it('needs two hours below level and margin', () => {
    const falling = [...flood, 1.97, 1.95, 1.93, 1.91, 1.95, 1.92, 1.9, 1.91] // below the level but inside the margin
    expect(changesOf(series(falling)).map((change) => change.to)).toEqual([1])
    const fallen = [...flood, 1.95, 1.89, 1.87, 1.85, 1.83, 1.81]
    const changes = changesOf(series(fallen))
    expect(changes.map((change) => change.to)).toEqual([1, 0])
  })

  it('is not believed of a post that repeats one value', () => {
    const readings = series([1.2, 1.5, 1.67, 1.79, 1.52, 1.43, 1.38, ...Array.from({ length: 20 }, () => 1.24)])
    expect(changesOf(readings, SUNTER).map((change) => change.to)).toEqual([1])
  })

  it('is not believed across a silence', () => {
    const readings = [
      ...series(flood),
      { at: start + 7 * 3_600_000, value: 1.5 },
      { at: start + 12 * 3_600_000, value: 1.4 },
      { at: start + 17 * 3_600_000, value: 1.3 },
    ]
    expect(changesOf(readings).map((change) => change.to)).toEqual([1])
  })

  it('does not flap with a tide when it is held for a whole tidal day', () => {
    const pluit = ladderOf([-0.5, 0, 0.45])
    const tide = series(
      Array.from({ length: 24 * 6 }, (_, i) => -0.5 + 0.4 * Math.sin((2 * Math.PI * i) / 24.8)),
      30,
    )
    expect(changesOf(tide, pluit, { margin: 0.1, holdHours: 25 }).filter((change) => change.to < change.from)).toEqual([])
  })

  it('does not give way to the dip of one reading', () => {
    const manggarai = ladderOf([7.5, 8.5, 9.5])
    const dip = [7.2, 7.4, 7.6, 7.65, 7.55, 7.45, 7.63, 7.62, 7.6, 7.53]
    expect(changesOf(series(dip), manggarai).map((change) => change.to)).toEqual([1])
  })
})

describe('whatever the river does', () => {
  const anySeries = fc.array(fc.double({ min: 0, max: 5, noNaN: true }), { maxLength: 80 }).map((values) => series(values))

  it('the changes form one chain', () => {
    fc.assert(
      fc.property(anySeries, (readings) => {
        let severity = 0
        for (const change of changesOf(readings)) {
          expect(change.from).toBe(severity)
          expect(change.to).not.toBe(change.from)
          severity = change.to
        }
      }),
    )
  })

  it('a rise names a reading that reached the level', () => {
    fc.assert(
      fc.property(anySeries, (readings) => {
        for (const change of changesOf(readings).filter((each) => each.to > each.from)) {
          expect(change.value).toBeGreaterThanOrEqual([0, 2, 2.7, 3.5][change.to]!)
        }
      }),
    )
  })

  it('refuses readings out of order', () => {
    const { memory } = takeReading(CALM, { at: start, value: 1 }, DEPOK, river)
    expect(() => takeReading(memory, { at: start, value: 1 }, DEPOK, river)).toThrow(RangeError)
  })
})
