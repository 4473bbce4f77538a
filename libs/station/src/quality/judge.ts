import type { Level, QualityFlag } from './flag'
import { gateKeeperDisagrees, isConfirmed } from './gate-keeper'
import { nextRun, type QualityMemory, recentAfter, remember, silenceOf, STUCK_REMEMBERED_HOURS } from './memory'
import { isAnswered, neighbourSilent, type NeighbourLevels } from './neighbour'
import { oscillation } from './oscillation'
import { placeholderZero, range, rateOfChange, sentinel, stale, stuck } from './rules'
import type { QualitySettings } from './settings'
import { softLimit } from './soft-limit'
import { afterStep, holdFlag, type Shift, stepsFromQuiet } from './step'

const MS_PER_HOUR = 3_600_000
/** The last accepted reading is compared with only while it is this recent. */
const COMPARED_HOURS = 12

/** What others say of the same water. */
export interface Around {
  readonly neighbours: readonly NeighbourLevels[]
  /** For an instrument what gate-keepers said of its post, for a gate-keeper what the instruments say. */
  readonly witnesses: readonly Level[]
}

export const NOBODY: Around = Object.freeze({ neighbours: [], witnesses: [] })

export interface Judgement {
  readonly flag?: QualityFlag
  readonly memory: QualityMemory
  /** With this reading something began that only a person can decide; said once, not for each reading held. */
  readonly beginsHold: boolean
}

/**
 * Judges one level. A reading without a flag is good; a flagged one is suspect, is kept, and is never compared with.
 * A late reading (not newer than the newest stored) is judged by what it says alone: it changes no memory.
 *
 * @param receivedAt when it reached us, ms
 */
export function judge(
  reading: Level,
  receivedAt: number,
  memory: QualityMemory,
  settings: QualitySettings,
  around: Around = NOBODY,
): Judgement {
  const alone =
    range(reading, settings) ?? sentinel(reading, settings) ?? placeholderZero(reading, settings) ?? stale(reading, receivedAt, settings)
  if (memory.newestAt !== undefined && reading.at <= memory.newestAt) return verdict(alone, memory, false)
  const flag = alone ?? amongOthers(reading, memory, settings, around)
  const beginsHold =
    (flag?.rule === 'datum-jump' && memory.shift?.asked === false) || (flag?.rule === 'gate-keeper-disagrees' && !memory.disagreed)
  return verdict(flag, remember(memory, { at: reading.at, value: reading.value, rule: flag?.rule ?? null }, settings), beginsHold)
}

const verdict = (flag: QualityFlag | undefined, memory: QualityMemory, beginsHold: boolean): Judgement =>
  flag ? { flag, memory, beginsHold } : { memory, beginsHold }

/** Steps that stand still, values that repeat, changes too fast or too lonely, and then the rest: the first rule that speaks names it. */
function amongOthers(reading: Level, memory: QualityMemory, settings: QualitySettings, around: Around): QualityFlag | undefined {
  const { shift } = memory
  const jump = settings.datumJump
  const standsStill = jump && shift && afterStep(shift, reading, jump, silenceOf(settings)) === 'stands-still'
  const isBelieved = standsStill && isSupported(shift, reading, settings, around)
  if (standsStill && !isBelieved) return holdFlag(reading, shift.from, shift.since, { ...settings, datumJump: jump })
  return (
    sameAsBefore(reading, memory, settings) ??
    (isBelieved ? undefined : change(reading, memory, settings, around)) ??
    unusual(reading, memory, settings, around) ??
    (settings.oscillation && oscillation(recentAfter(memory.recent, reading, settings), settings)) ??
    (settings.gateKeeper && gateKeeperDisagrees(reading, around.witnesses, settings))
  )
}

/** Too fast, a step out of quiet water, or a change that nobody upstream knows of. */
function change(reading: Level, memory: QualityMemory, settings: QualitySettings, around: Around): QualityFlag | undefined {
  const { accepted } = memory
  if (!accepted || reading.at - accepted.at > COMPARED_HOURS * MS_PER_HOUR) return undefined
  const rate = rateOfChange(accepted, reading, settings)
  if (rate) return rate
  const { datumJump, unsupportedPerHour } = settings
  if (datumJump && !memory.shift && stepsFromQuiet(reading, memory.good, datumJump)) {
    const step = { from: accepted, since: reading.at, last: reading, length: 1, moved: false, asked: false }
    if (!isSupported(step, reading, settings, around)) return holdFlag(reading, accepted, reading.at, { ...settings, datumJump })
  }
  return unsupportedPerHour === undefined ? undefined : neighbourSilent(accepted, reading, unsupportedPerHour, around.neighbours)
}

/** The water moved at a neighbour too, or the other kind of witness sees the same level. */
const isSupported = ({ from, since, last }: Shift, reading: Level, settings: QualitySettings, { neighbours, witnesses }: Around): boolean =>
  isAnswered(neighbours, since, last.value > from.value ? 1 : -1, reading.at) || isConfirmed(reading, witnesses, settings)

function sameAsBefore(reading: Level, memory: QualityMemory, settings: QualitySettings): QualityFlag | undefined {
  const run = nextRun(memory.run, reading, silenceOf(settings))
  const now = stuck(run.since, run.length, reading, settings)
  if (now) return now
  const again = memory.stuckValues.find(
    (each) => each.value === reading.value && reading.at - each.at <= STUCK_REMEMBERED_HOURS * MS_PER_HOUR,
  )
  return again && { rule: 'stuck', measured: (reading.at - again.at) / MS_PER_HOUR, limit: STUCK_REMEMBERED_HOURS }
}

function unusual(reading: Level, memory: QualityMemory, settings: QualitySettings, around: Around): QualityFlag | undefined {
  const previous = memory.recent.at(-1)
  const isNear = previous !== undefined && reading.at - previous.at <= silenceOf(settings) * MS_PER_HOUR
  const flag = softLimit(reading, isNear ? previous : undefined, settings)
  if (!flag) return undefined
  const direction = flag.measured > flag.limit ? 1 : -1
  return isAnswered(around.neighbours, reading.at, direction, reading.at) ? undefined : flag
}
