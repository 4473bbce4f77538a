import { MS_PER_HOUR } from '#libs/platform'
import type { EarthquakeSettings } from './settings'

/** What is known of an earthquake here. */
export interface LocalEffect {
  readonly occurredAt: Date
  /** Strongest estimated intensity class in any village. */
  readonly intensity: number
  readonly tsunami: 'possible' | 'none' | 'unknown'
  /** From the epicentre to the nearest village. */
  readonly nearestKm: number
}

/** What officers were told of it before. */
export interface Told {
  readonly intensity: number
  readonly tsunami: boolean
}

export type Reason = 'tsunami' | 'intensity'

export const isTsunamiNear = ({ tsunami, nearestKm }: LocalEffect, { tsunamiWithinKm }: EarthquakeSettings): boolean =>
  tsunami === 'possible' && tsunamiWithinKm !== null && nearestKm <= tsunamiWithinKm

/**
 * Whether officers are to be told of an earthquake, and why. Once, and again only when a revision makes it worse: a higher class, or
 * a tsunami that was not spoken of before.
 */
export function worthTelling(effect: LocalEffect, told: Told | undefined, settings: EarthquakeSettings, now: Date): Reason | undefined {
  if (now.getTime() - effect.occurredAt.getTime() > settings.newestHours * MS_PER_HOUR) return undefined
  if (isTsunamiNear(effect, settings) && !told?.tsunami) return 'tsunami'
  if (effect.intensity < settings.notifyMmi) return undefined
  return effect.intensity > (told?.intensity ?? 0) ? 'intensity' : undefined
}
