import type { StationBrief, WarningBrief } from '#libs/contract'
import en from './strings.en.json'
import id from './strings.id.json'
import { language, lookup, messages } from './text'

export const t = messages(id, en)
export const word = lookup(id, en)

export const number = (n: number): string => n.toLocaleString(language === 'en' ? 'en-GB' : 'id-ID')

const TOGETHER = '\u00a0'

/** A level in the unit of its post, never broken over two lines: "210 cm". */
export function level(metres: number, unit: 'cm' | 'm'): string {
  const value = unit === 'cm' ? number(Math.round(metres * 100)) : metres.toFixed(2).replace('.', language === 'en' ? '.' : ',')
  return `${value}${TOGETHER}${unit}`
}

/** What set a warning off: a level, or the rain on a slope. */
export function triggerValue({ value, displayUnit }: Pick<WarningBrief, 'value' | 'displayUnit'>): string {
  if (value === null) return ''
  return displayUnit === 'mm' ? `${number(Math.round(value))}${TOGETHER}mm` : level(value, displayUnit)
}

export const kindWord = (kind: WarningBrief['kind']): string => word(`kind.${kind}`)

export function stateWord(warning: Pick<WarningBrief, 'state' | 'endReason'>): string {
  const state = word(`state.${warning.state}`)
  return warning.state === 'ended' && warning.endReason !== null ? `${state}: ${word(`end.${warning.endReason}`)}` : state
}

/** A source by the name officers know it by; one nobody named by its own. */
export const sourceName = (source: string): string => word(`source.${source}`, source)

export const roleWord = (role: string | null): string => (role === null ? t('role.unknown') : word(`role.${role}`))

/** Everything that makes the value of a post less certain, in words. */
export function doubts(station: Pick<StationBrief, 'degraded' | 'withheld'>): string[] {
  const flags = new Set(station.degraded)
  if (station.withheld !== null) flags.add(station.withheld)
  return [...flags].map((flag) => word(`degraded.${flag}`))
}

export const TREND_ARROW: Record<'rising' | 'falling' | 'steady', string> = { rising: '▲', falling: '▼', steady: '▬' }
