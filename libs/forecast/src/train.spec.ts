import type { Series, Trained } from './forecaster'
import { train } from './train'

const HOUR = 3_600_000
const START = Date.UTC(2021, 0, 1)
const HOURS = 3_000
const TRAIN_UNTIL = START + 2_400 * HOUR

/** A small river: pulses pass a post upstream and reach the target five hours later, twice as high. */
function basin(hours = HOURS): Series[] {
  const bump = (hour: number, every: number, at: number, width: number): number => Math.exp(-(((hour % every) - at) ** 2) / width)
  const pulse = (hour: number): number => 0.8 * bump(hour + 7 * Math.floor(hour / 131), 131, 20, 60) + 0.3 * bump(hour, 89, 40, 90)
  const series = (station: string, level: (hour: number) => number): Series => ({
    station,
    parameter: 'water_level',
    times: Float64Array.from({ length: hours }, (_, hour) => START + hour * HOUR),
    values: Float64Array.from({ length: hours }, (_, hour) => level(hour)),
  })
  return [series('upstream', (hour) => 1 + pulse(hour)), series('target', (hour) => 2 + 2 * pulse(hour - 5))]
}

const stations = [
  { id: 'upstream', parameter: 'water_level' as const, river: 'Kali' },
  { id: 'target', parameter: 'water_level' as const, river: 'Kali', ladder: [{ label: 'Siaga 3', severity: 1 as const, from: 3 }] },
]
const request = { target: 'target', stations, trainUntil: TRAIN_UNTIL, leadsHours: [1, 3], seed: 7 }
const issued = Array.from({ length: 60 }, (_, n) => TRAIN_UNTIL + (n * 9 + 3) * HOUR)

describe('the model of a small river', () => {
  let trained: Trained

  beforeAll(async () => {
    trained = await train({ ...request, series: basin() })
  }, 120_000)

  const errorOf = (forecaster: Trained['model'], lead: number): number => {
    const [, target] = basin() as [Series, Series]
    const forecasts = forecaster.predict(issued, basin())
    const squares = forecasts.map(({ issuedAt, leads }) => {
      const truth = target.values[(issuedAt - START) / HOUR + (request.leadsHours[lead] as number)] as number
      return ((leads[lead]?.mean ?? NaN) - truth) ** 2
    })
    return Math.sqrt(squares.reduce((a, b) => a + b) / squares.length)
  }

  it('knows more than that things stay as they are', () => {
    expect(errorOf(trained.model, 1)).toBeLessThan(0.7 * errorOf(trained.persistence, 1))
  })

  it('gives levels in order of their probability, and chances that fall as levels rise', () => {
    for (const { leads } of trained.model.predict(issued, basin())) {
      for (const lead of leads) {
        expect([...lead.quantiles]).toEqual([...lead.quantiles].toSorted((a, b) => a - b))
        const chances = [2, 2.5, 3, 3.5, 10].map((level) => trained.model.exceedance(lead, level))
        expect(chances).toEqual(chances.toSorted((a, b) => b - a))
        expect(chances.every((chance) => chance >= 0 && chance <= 1)).toBe(true)
      }
    }
  })

  it('looks at nothing stamped after the issue time', () => {
    const at = issued.slice(0, 5)
    const cut = basin().map((one) => {
      const kept = one.times.findLastIndex((time) => time <= (at[4] as number)) + 1
      return { ...one, times: one.times.slice(0, kept), values: one.values.slice(0, kept) }
    })
    const other = basin().map((one) => ({
      ...one,
      values: one.values.map((value, n) => ((one.times[n] as number) > (at[4] as number) ? 9 : value)),
    }))
    const [last] = trained.model.predict(at.slice(4), basin())
    expect(trained.model.predict(at.slice(4), cut)[0]?.leads).toEqual(last?.leads)
    expect(trained.model.predict(at.slice(4), other)[0]?.leads).toEqual(last?.leads)
  })

  it('says the same each time', () => {
    expect(trained.model.predict(issued, basin())).toEqual(trained.model.predict(issued, basin()))
  })

  it('goes on without the post upstream, and says so', () => {
    const [forecast] = trained.model.predict(issued.slice(0, 1), basin().slice(1))
    expect(forecast?.leads.every(({ mean }) => Number.isFinite(mean) && mean > 0 && mean < 6)).toBe(true)
    expect(forecast?.flags.some((flag) => flag.startsWith('upstream-missing'))).toBe(true)
  })
})
