import type { Parameter } from '../parameter'
import type { QualityFlag } from './flag'
import { type Around, judge, type Judgement } from './judge'
import { judgeRain, type RainAmount, rememberRain } from './judge-rain'
import { type QualityMemory, remember, type StoredReading } from './memory'
import { ANY_RAIN, COMMON_SENTINELS, type OtherQualitySettings, type QualitySettings } from './settings'

/** How the readings of one post and parameter are judged, and what is remembered of them. */
export interface ParameterRules {
  /** How far back readings before a batch matter, hours: a stuck value is remembered for a day. */
  readonly memoryHours: number
  readonly judge: (reading: RainAmount, receivedAt: number, memory: QualityMemory, around: Around) => Judgement
  readonly remember: (memory: QualityMemory, reading: StoredReading) => QualityMemory
}

/** The rules of a parameter, by the settings of its station. What the region package says nothing of is judged by what it cannot be. */
export function rulesFor(parameter: Parameter, waterLevel: QualitySettings, others: OtherQualitySettings): ParameterRules {
  switch (parameter) {
    case 'water_level':
      return levelRules(waterLevel)
    case 'discharge':
      return others.discharge ? levelRules(others.discharge) : ANY_DISCHARGE
    case 'rain':
      return rainRules(others.rain ?? ANY_RAIN)
    case 'battery':
      return ANY_CHARGE
  }
}

const MEMORY_HOURS = 30

const levelRules = (settings: QualitySettings): ParameterRules => ({
  memoryHours: MEMORY_HOURS,
  judge: (reading, receivedAt, memory, around) => judge(reading, receivedAt, memory, settings, around),
  remember: (memory, reading) => remember(memory, reading, settings),
})

const rainRules = (settings: NonNullable<OtherQualitySettings['rain']>): ParameterRules => ({
  memoryHours: MEMORY_HOURS,
  judge: (reading, receivedAt, memory) => judgeRain(reading, receivedAt, memory, settings),
  remember: (memory, reading) => rememberRain(memory, reading, settings),
})

/** Judged one by one, nothing remembered but the time. */
const oneByOne = (flagOf: (value: number) => QualityFlag | undefined): ParameterRules => {
  const next: ParameterRules['remember'] = (memory, { at }) => ({ ...memory, newestAt: Math.max(at, memory.newestAt ?? at) })
  return {
    memoryHours: 0,
    judge: (reading, _, memory) => {
      const flag = flagOf(reading.value)
      return { ...(flag ? { flag } : {}), memory: next(memory, { ...reading, rule: flag?.rule ?? null }), beginsHold: false }
    },
    remember: next,
  }
}

const ANY_DISCHARGE = oneByOne((value) =>
  COMMON_SENTINELS.includes(value) ? { rule: 'sentinel', measured: value, limit: value } : undefined,
)

/** Charge of a battery, percent. */
const ANY_CHARGE = oneByOne((value) => {
  if (value < 0) return { rule: 'range', measured: value, limit: 0 }
  return value > 100 ? { rule: 'range', measured: value, limit: 100 } : undefined
})
