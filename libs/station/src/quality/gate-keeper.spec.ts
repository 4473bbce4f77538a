import fc from 'fast-check'
import { gateKeeperDisagrees, isConfirmed, isGateKeeper } from './gate-keeper'
import { judge } from './judge'
import { NO_MEMORY, type QualityMemory } from './memory'
import type { QualitySettings } from './settings'

const settings: QualitySettings = {
  hardMin: 2,
  hardMax: 12.5,
  risePerHour: 2.4,
  fallPerHour: 1.2,
  stuckHours: 3,
  zeroIsMissing: false,
  sentinels: [],
  staleHours: 6,
  gateKeeper: { tolerance: 0.2, withinMinutes: 30 },
}
const MINUTE = 60_000
const level = (minutes: number, value: number) => ({ at: minutes * MINUTE, value })

/** Millimetres: differences of levels carry rounding. */
const rounded = (metres: number): number => Math.round(metres * 1_000) / 1_000

it('knows people from instruments', () => {
  expect(['sms-inbox', 'dsda-xml', 'chirpstack'].map(isGateKeeper)).toEqual([true, false, false])
})

it.each([
  ['the same', level(0, 7.85), [level(0, 7.85)], undefined],
  ['within the tolerance', level(0, 7.85), [level(0, 8.04)], undefined],
  ['a slip of the finger', level(0, 8.75), [level(0, 7.85)], { rule: 'gate-keeper-disagrees', measured: 0.9, limit: 0.2 }],
  ['what the river may have risen in between', level(20, 8.6), [level(0, 7.7)], undefined],
  ['more than it may have fallen in between', level(20, 7.2), [level(0, 8)], { rule: 'gate-keeper-disagrees', measured: 0.8, limit: 0.6 }],
  ['too long ago', level(31, 9), [level(0, 7.7)], undefined],
  ['nobody', level(0, 9), [], undefined],
  ['compared with the nearest alone', level(20, 8.6), [level(0, 7), level(19, 8.6)], undefined],
])('%s', (_, reading, others, flag) => {
  const found = gateKeeperDisagrees(reading, others, settings)
  expect(found && { ...found, measured: rounded(found.measured), limit: rounded(found.limit) }).toEqual(flag)
})

it('confirms by the tolerance alone', () => {
  expect(isConfirmed(level(20, 8.6), [level(0, 8.45)], settings)).toBe(true)
  expect(isConfirmed(level(20, 8.6), [level(0, 8.3)], settings)).toBe(false)
  expect(isConfirmed(level(20, 8.6), [], settings)).toBe(false)
})

it('neither is believed while they differ, and it is told once', () => {
  let memory: QualityMemory = NO_MEMORY
  const verdicts = [0, 10, 20, 40].map((minutes) => {
    const verdict = judge(level(minutes, 7 + minutes / 1_000), minutes * MINUTE, memory, settings, {
      neighbours: [],
      witnesses: [level(5, 9)],
    })
    memory = verdict.memory
    return [verdict.flag?.rule, verdict.beginsHold]
  })
  expect(verdicts).toEqual([
    ['gate-keeper-disagrees', true],
    ['gate-keeper-disagrees', false],
    ['gate-keeper-disagrees', false],
    [undefined, false],
  ])
})

it('does not matter who spoke first', () => {
  const value = fc.double({ min: 3, max: 12, noNaN: true })
  fc.assert(
    fc.property(value, value, fc.integer({ min: 0, max: 40 }), (a, b, minutes) => {
      const one = gateKeeperDisagrees(level(0, a), [level(minutes, b)], settings)
      expect(gateKeeperDisagrees(level(minutes, b), [level(0, a)], settings)).toEqual(one)
    }),
    { numRuns: 150 },
  )
})
