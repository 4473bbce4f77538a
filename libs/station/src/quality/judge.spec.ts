import fc from 'fast-check'
import { judge } from './judge'
import { NO_MEMORY, type QualityMemory } from './memory'
import type { QualitySettings } from './settings'

const settings: QualitySettings = {
  hardMin: -1,
  hardMax: 12,
  risePerHour: 2.5,
  fallPerHour: 1.5,
  stuckHours: 3,
  zeroIsMissing: false,
  sentinels: [9.999],
  staleHours: 6,
}
const start = Date.parse('2020-01-01T00:00:00+07:00')
const HALF_HOUR = 1_800_000

/** The rule that spoke for each value, received as it was observed, every half hour. */
function rulesOf(values: readonly number[], own = settings): (string | undefined)[] {
  let memory: QualityMemory = NO_MEMORY
  return values.map((value, i) => {
    const at = start + i * HALF_HOUR
    const verdict = judge({ at, value }, at, memory, own)
    memory = verdict.memory
    return verdict.flag?.rule
  })
}

describe('quality control', () => {
  it('accepts the real rises of 1 January 2020', () => {
    expect(rulesOf([7.06, 7.35, 7.96, 8.45])).toEqual([undefined, undefined, undefined, undefined]) // Manggarai, 02:40
    expect(rulesOf([2.89, 3.13, 3.84, 4.1])).toEqual([undefined, undefined, undefined, undefined]) // Depok, 10:40
    expect(rulesOf([0.45, 0.77, 1.26])).toEqual([undefined, undefined, undefined]) // Katulampa, 07:40
  })

  it('suspects the two false readings of that night and believes the next', () => {
    expect(rulesOf([1.72, 1.67, 1.63, 0.75, 1.57])).toEqual([undefined, undefined, undefined, 'rate-of-fall', undefined]) // Depok, 01:10
    expect(rulesOf([1.46, 1.33, 0.3, 1.67])).toEqual([undefined, undefined, 'rate-of-fall', undefined]) // Pesanggrahan, 01:10
  })

  it('suspects a post that repeats itself, also after one other value came between', () => {
    const flat = Array.from({ length: 12 }, () => 1.24)
    const rules = rulesOf([1.43, 1.38, ...flat, 1.2, 1.24, 1.24])
    expect(rules.slice(0, 8)).toEqual(Array.from({ length: 8 }, () => undefined))
    expect(rules.slice(8, 14)).toEqual(Array.from({ length: 6 }, () => 'stuck'))
    expect(rules.slice(14)).toEqual([undefined, 'stuck', 'stuck'])
  })

  it.each([
    ['out of range', 12.1, settings, 'range'],
    ['the edge of the range', 12, settings, undefined],
    ['a sentinel', 9.999, settings, 'sentinel'],
    ['a placeholder zero', 0, { ...settings, zeroIsMissing: true }, 'placeholder-zero'],
    ['a zero that is a level', 0, settings, undefined],
  ])('%s', (_, value, own, rule) => {
    expect(rulesOf([value], own)).toEqual([rule])
  })

  it('suspects what was too old when it came', () => {
    const old = judge({ at: start, value: 1 }, start + 7 * 3_600_000, NO_MEMORY, settings)
    expect(old.flag?.rule).toBe('stale')
    expect(judge({ at: start, value: 1 }, start + 6 * 3_600_000, NO_MEMORY, settings).flag).toBeUndefined()
  })

  it('believes a step in the end where no datum jump is configured', () => {
    const rules = rulesOf([1, 5, 5.01, 5.02, 5.03])
    expect(rules[1]).toBe('rate-of-rise')
    expect(rules.at(-1)).toBeUndefined()
  })

  it('calls nobody stuck who was silent over night and says the same in the morning', () => {
    const said = [0, 0.5, 1, 1.5, 9, 9.5, 10, 10.5].map((hours) => ({ at: start + hours * 3_600_000, value: 1.24 }))
    let memory: QualityMemory = NO_MEMORY
    const rules = said.map((reading) => {
      const verdict = judge(reading, reading.at, memory, settings)
      memory = verdict.memory
      return verdict.flag?.rule
    })
    expect(rules).toEqual(said.map(() => undefined))
  })

  it('is not fooled by an impossible value in a run: the sensor stands still all the same', () => {
    const rules = rulesOf([1.24, 1.24, 1.24, 12.1, 9.999, 1.24, 1.24, 1.24])
    expect(rules).toEqual([undefined, undefined, undefined, 'range', 'sentinel', undefined, 'stuck', 'stuck'])
  })

  it('changes no memory for a reading that came late', () => {
    const { memory } = judge({ at: start, value: 1 }, start, NO_MEMORY, settings)
    expect(judge({ at: start - HALF_HOUR, value: 9 }, start, memory, settings).memory).toBe(memory)
  })

  it('never compares with a suspect reading', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -3, max: 15, noNaN: true }), { maxLength: 40 }), (values) => {
        let memory: QualityMemory = NO_MEMORY
        let lastGood: number | undefined
        for (const [i, value] of values.entries()) {
          const at = start + i * HALF_HOUR
          const verdict = judge({ at, value }, at, memory, settings)
          memory = verdict.memory
          if (!verdict.flag) lastGood = value
          expect(memory.accepted?.value).toBe(lastGood)
        }
      }),
    )
  })
})
