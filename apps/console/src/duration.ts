import type { Instant } from '#libs/contract'

export interface DurationWords {
  readonly now: string
  readonly s: string
  readonly m: string
  readonly h: string
  readonly d: string
}

export const DURATION_WORDS: Readonly<Record<'id' | 'en', DurationWords>> = {
  id: { now: 'baru saja', s: 'detik', m: 'menit', h: 'jam', d: 'hari' },
  en: { now: 'just now', s: 's', m: 'min', h: 'h', d: 'd' },
}

/** "6 menit", "2 jam 5 menit", "3 hari"; what is negative counts as nothing. */
export function durationIn(words: DurationWords, milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  if (seconds < 60) return `${seconds} ${words.s}`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} ${words.m}`
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return minutes % 60 === 0 ? `${hours} ${words.h}` : `${hours} ${words.h} ${minutes % 60} ${words.m}`
  return `${Math.floor(hours / 24)} ${words.d}`
}

/** How old an instant is at `now` (ms). */
export const ageIn = (words: DurationWords, at: Instant, now: number): string =>
  now - Date.parse(at) < 1000 ? words.now : durationIn(words, now - Date.parse(at))
