import fc from 'fast-check'
import { judge, NOBODY } from './judge'
import { NO_MEMORY, type QualityMemory } from './memory'
import type { QualitySettings } from './settings'
import { softLimit } from './soft-limit'

const settings: QualitySettings = {
  hardMin: -1,
  hardMax: 12,
  softMin: 0,
  softMax: 5,
  risePerHour: 20,
  fallPerHour: 20,
  stuckHours: 3,
  zeroIsMissing: false,
  sentinels: [],
  staleHours: 6,
}
const MINUTE = 60_000

function rulesOf(values: readonly number[], everyMinutes = 10, around = NOBODY) {
  let memory: QualityMemory = NO_MEMORY
  return values.map((value, i) => {
    const at = i * everyMinutes * MINUTE
    const verdict = judge({ at, value }, at, memory, settings, around)
    memory = verdict.memory
    return verdict.flag?.rule
  })
}

describe('a soft limit', () => {
  it.each([
    ['above it', 5.01, { rule: 'soft-limit', measured: 5.01, limit: 5 }],
    ['equal to it', 5, undefined],
    ['below the lower one', -0.01, { rule: 'soft-limit', measured: -0.01, limit: 0 }],
    ['equal to the lower one', 0, undefined],
  ])('%s', (_, value, flag) => {
    expect(softLimit({ at: 0, value }, undefined, settings)).toEqual(flag)
  })

  it('holds one reading standing alone, and believes the next that goes beyond it too', () => {
    expect(rulesOf([4.8, 5.2, 4.9, 5.3, 5.6, 5.9])).toEqual([undefined, 'soft-limit', undefined, 'soft-limit', undefined, undefined])
  })

  it('is not supported by a reading from before a silence, nor by one beyond the other limit', () => {
    expect(rulesOf([4.8, 5.2, 5.3], 240)).toEqual([undefined, 'soft-limit', 'soft-limit'])
    expect(rulesOf([1, -0.5, 5.2])).toEqual([undefined, 'soft-limit', 'soft-limit'])
  })

  it('gives way at once where a neighbour moved too', () => {
    const neighbour = { station: 'hulu', relation: 'upstream' as const, travelMinutes: 0, toleranceHours: 1 }
    const good = [
      { at: 0, value: 1 },
      { at: 5 * MINUTE, value: 2 },
    ]
    expect(rulesOf([4.8, 5.2], 10, { neighbours: [{ neighbour, good }], witnesses: [] })).toEqual([undefined, undefined])
  })
})

it('never speaks of a reading between the limits, and never twice on end', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 11, noNaN: true }), { maxLength: 30 }), (values) => {
      const rules = rulesOf(values)
      for (const [i, rule] of rules.entries()) {
        if (rule !== 'soft-limit') continue
        expect(values[i]).toBeGreaterThan(5)
        expect(rules[i + 1]).not.toBe('soft-limit')
      }
    }),
    { numRuns: 100 },
  )
})
