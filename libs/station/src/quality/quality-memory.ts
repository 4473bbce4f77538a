import type { AcceptedReading } from './rate-of-change'
import { MS_PER_HOUR, type JudgedReading, type Judgement, type StationQuality } from './station-quality'
import { lookBackHours, type Run, STUCK_MEMORY_HOURS, type StuckValue } from './stuck'

/** What quality control remembers of one station between readings. It can be rebuilt from the rows of the last day. */
export interface QualityMemory {
  /** Time of the newest reading taken in, ms. */
  readonly newestAt?: number
  /** The last reading of good quality. */
  readonly lastGood?: AcceptedReading
  readonly run?: Run
  readonly stuck: readonly StuckValue[]
}

export const NO_MEMORY: QualityMemory = Object.freeze({ stuck: [] })

/** Whether a reading comes after everything known: an older one never changes the memory. */
export const isInOrder = (memory: QualityMemory, observedAt: Date): boolean =>
  memory.newestAt === undefined || observedAt.getTime() > memory.newestAt

/**
 * The memory after a reading and what was thought of it. Folding it over a station's rows in the order in which they were stored,
 * from {@link lookBackHours} before the newest one on, gives the memory that was in force when the last of them was judged.
 */
export function remember(memory: QualityMemory, reading: JudgedReading, judgement: Judgement, settings: StationQuality): QualityMemory {
  if (!isInOrder(memory, reading.observedAt)) return memory
  const at = reading.observedAt.getTime()
  const lastGood = judgement.quality === 'good' ? { at, value: reading.value } : memory.lastGood
  switch (judgement.rule) {
    case 'sentinel':
    case 'placeholder-zero':
    case 'range': // no measurement: it neither continues nor ends a run
      return { ...memory, newestAt: at, lastGood }
    case 'stuck':
      return { newestAt: at, lastGood, stuck: withStuck(memory.stuck, at, reading.value, judgement) }
    default:
      return { newestAt: at, lastGood, run: withRun(memory.run, at, reading.value, settings), stuck: stillStuck(memory.stuck, at) }
  }
}

function withRun(run: Run | undefined, at: number, value: number, settings: StationQuality): Run {
  if (run?.value !== value) return { value, times: [at] }
  const from = at - lookBackHours(settings) * MS_PER_HOUR
  return { value, times: [...run.times.filter((time) => time >= from), at] }
}

function withStuck(known: readonly StuckValue[], at: number, value: number, judgement: Judgement): StuckValue[] {
  const since = at - (judgement.evidence?.measured ?? 0) * MS_PER_HOUR
  return [...stillStuck(known, at).filter((each) => each.value !== value), { value, since, lastAt: at }]
}

const stillStuck = (known: readonly StuckValue[], at: number): readonly StuckValue[] =>
  known.length === 0 ? known : known.filter((each) => at - each.lastAt <= STUCK_MEMORY_HOURS * MS_PER_HOUR)
