import type { SeriesPoint, StationBrief } from '#libs/contract'
import { lookup, messages } from '../../text'
import { clockTime, date, duration } from '../../time'
import { level, number } from '../../words'
import { type Flag, measureOf } from './flags'
import en from './strings.en.json'
import id from './strings.id.json'

export const t = messages(id, en)
export const posWord = lookup(id, en)

const MS_PER_HOUR = 3_600_000

/** A rule by what it found; a rule nobody named by its own name. */
export const ruleWord = (rule: string | null): string => (rule === null ? t('rule.unsaid') : posWord(`rule.${rule}`, rule))

function measured(value: number, rule: string | null, unit: StationBrief['displayUnit']): string {
  const measure = measureOf(rule)
  if (measure === 'level') return level(value, unit)
  if (measure === 'rate') return t('per-hour', { level: level(value, unit) })
  if (measure === 'hours') return duration(value * MS_PER_HOUR)
  return number(Math.round(value * 100) / 100)
}

/** "terukur 320 cm per jam, batas 250 cm per jam"; nothing where the numbers say nothing. */
export function evidenceWords(rule: string | null, evidence: SeriesPoint['evidence'], unit: StationBrief['displayUnit']): string | null {
  if (evidence === null || measureOf(rule) === 'none') return null
  return t('evidence', { measured: measured(evidence.measured, rule, unit), limit: measured(evidence.limit, rule, unit) })
}

/** "02.40", with the day before it when that is another than `beside`. */
export const moment = (at: string | number, beside: string | number): string =>
  date(at) === date(beside) ? clockTime(at) : `${date(at)} ${clockTime(at)}`

/** From when to when a flag reaches, once when it is a single reading. */
export const span = ({ from, to }: Pick<Flag, 'from' | 'to'>, now: number): string =>
  from === to ? moment(from, now) : `${moment(from, now)} – ${moment(to, date(from) === date(now) ? now : from)}`
