import { MS_PER_HOUR } from '#libs/platform'
import type { Severity } from '#libs/station'
import type { RainTrigger } from './rain-trigger'
import type { LandslideSettings } from './settings'

/** One severity of a site: its thresholds and the rain on its own zone. */
export interface SiteLevel {
  readonly severity: Exclude<Severity, 0>
  readonly zoneId: string
  readonly trigger: Pick<RainTrigger, 'windows' | 'antecedentMm'>
  readonly rain: {
    readonly sums: readonly { readonly hours: number; readonly mm: number | null }[]
    readonly antecedent: number | null
    /** A bulletin on rain, Moderate or worse, is in effect over the zone. */
    readonly bulletin: boolean
  }
}

/** What a site remembers from one judgement to the next. Instants are ms since the epoch. */
export interface SiteMemory {
  readonly severity: Severity
  readonly since?: number
  /** When rain was last known to hold the severity. */
  readonly evidenceAt?: number
  /** Since when the rain is known to be too little for the severity. */
  readonly calmSince?: number
}

/** The threshold that speaks: which window of which zone, how much fell, how much it takes. */
export interface Reached {
  readonly severity: Exclude<Severity, 0>
  readonly zoneId: string
  readonly hours: number
  readonly mm: number
  readonly threshold: number
  /** `bulletin`: part of the threshold, with a bulletin on rain in effect. */
  readonly by: 'rain' | 'bulletin'
}

export interface SiteJudgement {
  readonly memory: SiteMemory
  readonly change?: { readonly from: Severity; readonly to: Severity }
  readonly reached: Reached | undefined
  /** rain-unknown, antecedent-unknown */
  readonly flags: string[]
}

export const CALM_SITE: SiteMemory = { severity: 0 }

/**
 * The severity of a site by the rain on its zones. It rises at once to the worst severity one of whose windows reached its sum on
 * ground that is wet enough. It falls when the 24-hour sum has been known, and below the margin, for the hold time. Rain that is not
 * known lowers nothing; an unknown antecedent excuses nothing. A bulletin makes at most waspada, and only on top of measured rain;
 * a forecast makes nothing.
 */
export function judgeSite(memory: SiteMemory, levels: readonly SiteLevel[], settings: LandslideSettings, at: number): SiteJudgement {
  const reached = levels.map((level) => reachedBy(level, settings)).reduce<Reached | undefined>(worse, undefined)
  const flags = flagsOf(levels)
  const worst = reached?.severity ?? 0
  if (worst > memory.severity) {
    const risen: SiteMemory = { severity: worst, since: at, evidenceAt: at }
    return { memory: risen, change: { from: memory.severity, to: worst }, reached, flags }
  }
  if (memory.severity === 0) return { memory, reached, flags }
  const held = levels.filter((level) => level.severity <= memory.severity && isHeld(level, settings))
  const supported = held.reduce<Severity>((most, { severity }) => (severity > most ? severity : most), 0)
  const isKnown = held.some((level) => level.severity === supported && (daySum(level) !== null || reachedBy(level, settings) !== undefined))
  const evidence = isKnown ? { evidenceAt: at } : {}
  if (supported === memory.severity) {
    const { calmSince: _, ...rest } = memory
    return { memory: { ...rest, ...evidence }, reached, flags }
  }
  const calmSince = memory.calmSince ?? at
  if (at - calmSince < settings.holdHours * MS_PER_HOUR) return { memory: { ...memory, calmSince }, reached, flags }
  const fallen: SiteMemory = supported === 0 ? CALM_SITE : { severity: supported, since: at, ...evidence }
  return { memory: fallen, change: { from: memory.severity, to: supported }, reached, flags }
}

const worse = (one: Reached | undefined, other: Reached | undefined): Reached | undefined => {
  if (!one || !other) return one ?? other
  if (one.severity !== other.severity) return one.severity > other.severity ? one : other
  return one.mm / one.threshold >= other.mm / other.threshold ? one : other
}

function reachedBy(level: SiteLevel, settings: LandslideSettings): Reached | undefined {
  const { severity, zoneId, trigger, rain } = level
  const windows = trigger.windows.flatMap(({ hours, mm: threshold }): Reached[] => {
    const mm = sumOf(level, hours)
    if (mm === null) return []
    if (mm >= threshold && isWetEnough(level)) return [{ severity, zoneId, hours, mm, threshold, by: 'rain' }]
    const helped = severity === 1 && rain.bulletin && mm >= threshold * settings.bulletinShare
    return helped ? [{ severity, zoneId, hours, mm, threshold, by: 'bulletin' }] : []
  })
  return windows.reduce<Reached | undefined>(worse, undefined)
}

function isWetEnough({ trigger: { antecedentMm }, rain: { antecedent } }: SiteLevel): boolean {
  return antecedentMm === undefined || antecedent === null || antecedent >= antecedentMm
}

function isHeld(level: SiteLevel, settings: LandslideSettings): boolean {
  const day = daySum(level)
  return day === null || day >= settings.holdShare * longestThreshold(level) || reachedBy(level, settings) !== undefined
}

const DAY_HOURS = 24
const sumOf = ({ rain }: SiteLevel, hours: number): number | null => rain.sums.find((sum) => sum.hours === hours)?.mm ?? null
const daySum = (level: SiteLevel): number | null => sumOf(level, DAY_HOURS)
const longestThreshold = ({ trigger: { windows } }: SiteLevel): number =>
  windows.reduce((longest, each) => (each.hours > longest.hours ? each : longest)).mm

function flagsOf(levels: readonly SiteLevel[]): string[] {
  const rainUnknown = levels.some(
    (level) => level.trigger.windows.some(({ hours }) => sumOf(level, hours) === null) || daySum(level) === null,
  )
  const antecedentUnknown = levels.some(({ trigger, rain }) => trigger.antecedentMm !== undefined && rain.antecedent === null)
  return [...(rainUnknown ? ['rain-unknown'] : []), ...(antecedentUnknown ? ['antecedent-unknown'] : [])]
}
