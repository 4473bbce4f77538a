import fc from 'fast-check'
import { RainOfTotals } from './rain-of-totals'

const MINUTE = 60_000
const total = (minute: number, mm: number) => ({ at: minute * MINUTE, total: mm })

describe('rain of a running total', () => {
  it('is the difference to the total before, over the time between', () => {
    const gauge = new RainOfTotals([total(0, 10)])
    expect(gauge.take(total(10, 10.4))).toEqual({ rain: 0.4, intervalMinutes: 10 })
    expect(gauge.take(total(30, 12.6))).toEqual({ rain: 2.2, intervalMinutes: 20 })
    expect(gauge.fresh).toEqual([total(10, 10.4), total(30, 12.6)])
  })

  it('counts from zero when the counter began anew', () => {
    expect(new RainOfTotals([total(0, 655.3)]).take(total(10, 0.8))).toEqual({ rain: 0.8, intervalMinutes: 10 })
  })

  it('is not known of the first total, nor after a day of silence; both are remembered', () => {
    const first = new RainOfTotals([])
    expect(first.take(total(0, 5))).toEqual({ reason: expect.stringContaining('first total') })
    expect(first.take(total(10, 5))).toEqual({ rain: 0, intervalMinutes: 10 })
    const silent = new RainOfTotals([total(0, 5)])
    expect(silent.take(total(1_441, 50))).toEqual({ reason: expect.stringContaining('24 hours') })
    expect(silent.take(total(1_451, 51))).toEqual({ rain: 1, intervalMinutes: 10 })
    expect(new RainOfTotals([total(0, 5)]).take(total(1_440, 6))).toEqual({ rain: 1, intervalMinutes: 1_440 })
  })

  it('is the same when a total comes again, and changes nothing', () => {
    const gauge = new RainOfTotals([total(0, 5), total(10, 7), total(20, 9)])
    expect(gauge.take(total(10, 7))).toEqual({ rain: 2, intervalMinutes: 10 })
    expect(gauge.take(total(20, 9))).toEqual({ rain: 2, intervalMinutes: 10 })
    expect(gauge.fresh).toEqual([])
  })

  it('of a total that comes late is left to the later one, which holds it', () => {
    const gauge = new RainOfTotals([total(0, 5), total(20, 9)])
    expect(gauge.take(total(10, 7))).toEqual({ reason: expect.stringContaining('later total') })
    expect(gauge.fresh).toEqual([])
  })

  it('adds up to what fell, however the totals are repeated or late', () => {
    const steps = fc.array(fc.record({ minutes: fc.integer({ min: 1, max: 60 }), tips: fc.nat(40) }), { minLength: 2, maxLength: 20 })
    fc.assert(
      fc.property(steps, fc.infiniteStream(fc.nat(3)), (given, chances) => {
        let minute = 0
        let tips = 0
        const totals = given.map((step) => total((minute += step.minutes), (tips += step.tips) / 10))
        const gauge = new RainOfTotals([])
        const rain = new Map<number, Set<number>>()
        for (const [index, each] of totals.entries()) {
          const chance = chances.next().value
          if (index > 0 && chance === 0) continue
          for (const one of chance === 1 ? [each, totals[Math.max(0, index - 1)] ?? each, each] : [each]) {
            const answer = gauge.take(one)
            if ('rain' in answer) rain.set(one.at, (rain.get(one.at) ?? new Set()).add(answer.rain))
          }
        }
        const answers = [...rain.values()].map((each) => [...each])
        expect(answers.every((each) => each.length === 1)).toBe(true)
        const fell = (gauge.fresh.at(-1)?.total ?? 0) - (gauge.fresh[0]?.total ?? 0)
        expect(answers.flat().reduce((sum, each) => sum + each, 0)).toBeCloseTo(fell, 6)
      }),
      { numRuns: 100 },
    )
  })
})
