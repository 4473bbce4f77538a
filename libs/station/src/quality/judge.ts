import { placeholderZero } from './placeholder-zero'
import { isInOrder, type QualityMemory } from './quality-memory'
import { range } from './range'
import { rateOfFall } from './rate-of-fall'
import { rateOfRise } from './rate-of-rise'
import { sentinel } from './sentinel'
import { stale } from './stale'
import type { JudgedReading, Judgement, QualityFlag, StationQuality } from './station-quality'
import { stuck } from './stuck'

const GOOD: Judgement = Object.freeze({ quality: 'good' })

/**
 * Whether a reading can be believed. The first rule that objects is named; values that are no measurement at all come first.
 *
 * A reading that is not newer than everything known (late, or filled in afterwards) is judged by what it shows alone: sentinel,
 * placeholder zero, range and age. How fast the river moved and whether the gauge stands still is asked of the newest one only.
 *
 * @param memory  what is remembered of the same station, see {@link remember}
 * @throws nothing: whether a value is a number at all is the parser's business
 */
export function judge(reading: JudgedReading, memory: QualityMemory, settings: StationQuality): Judgement {
  const { value } = reading
  const at = reading.observedAt.getTime()
  const flag =
    sentinel(value, settings) ??
    placeholderZero(value, settings) ??
    range(value, settings) ??
    (isInOrder(memory, reading.observedAt)
      ? (rateOfRise(memory.lastGood, at, value, settings) ??
        rateOfFall(memory.lastGood, at, value, settings) ??
        stuck(at, value, memory.run, memory.stuck, settings))
      : undefined) ??
    stale(reading, settings)
  return flag ? suspect(flag) : GOOD
}

const suspect = ({ rule, measured, limit }: QualityFlag): Judgement => ({ quality: 'suspect', rule, evidence: { measured, limit } })
