import { isImpossible, type QualityFlag } from './flag'
import type { Judgement } from './judge'
import { nextRun, type QualityMemory, silenceOf, stillHeard, type StoredReading } from './memory'
import { accumulated, rainRange, rainSentinel, stuckRain } from './rain'
import type { RainSettings } from './settings'

const MS_PER_HOUR = 3_600_000

/** An amount of rain, mm, in the interval that ends at `at`. */
export interface RainAmount {
  readonly at: number
  readonly value: number
  readonly intervalMinutes?: number | undefined
}

/**
 * Judges one amount of rain. An amount without a flag is good. A late one is judged by what it says alone and changes no memory.
 *
 * @param receivedAt when it reached us, ms
 */
export function judgeRain(rain: RainAmount, receivedAt: number, memory: QualityMemory, settings: RainSettings): Judgement {
  const alone =
    rainSentinel(rain.value, settings) ?? rainRange(rain.value, rain.intervalMinutes, settings) ?? staleRain(rain, receivedAt, settings)
  const isLate = memory.newestAt !== undefined && rain.at <= memory.newestAt
  const flag =
    alone ??
    (isLate
      ? undefined
      : (accumulated(rain, memory.newestAt, settings) ?? stuckRain(nextRun(memory.run, rain, silenceOf(settings)), rain.at, settings)))
  const next = isLate ? memory : rememberRain(memory, { at: rain.at, value: rain.value, rule: flag?.rule ?? null }, settings)
  return { ...(flag ? { flag } : {}), memory: next, beginsHold: false }
}

function staleRain({ at }: RainAmount, receivedAt: number, { staleHours }: RainSettings): QualityFlag | undefined {
  const hours = (receivedAt - at) / MS_PER_HOUR
  return staleHours !== undefined && hours > staleHours ? { rule: 'stale', measured: hours, limit: staleHours } : undefined
}

/** The memory of a gauge: when it last spoke and what it repeats. */
export function rememberRain(memory: QualityMemory, { at, value, rule }: StoredReading, settings: RainSettings): QualityMemory {
  const run = isImpossible(rule) ? stillHeard(memory.run, at) : nextRun(memory.run, { at, value }, silenceOf(settings))
  return { ...memory, newestAt: at, run }
}
