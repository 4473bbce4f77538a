import { useEffect, useState } from 'react'
import type { Instant } from '#libs/contract'
import { ageIn, DURATION_WORDS, durationIn } from './duration'
import { language } from './text'
import { fromLocal, toLocal } from './zoned'

let anchor = Date.now()
let anchoredAt = Date.now()
let rate = 1
let zone = 'Asia/Jakarta'
const listeners = new Set<() => void>()

const ZONE_NAMES: Record<string, string> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Pontianak': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Jayapura': 'WIT',
}

/** Sets the clock of the page to the installation's: in an exercise that is the time of the recorded flood, `running` times as fast. */
export function setClock(now: Instant, timeZone: string, running = 1): void {
  anchor = Date.parse(now)
  anchoredAt = Date.now()
  rate = running
  zone = timeZone
  for (const tell of listeners) tell()
}

/** The installation's instant in milliseconds. */
export const currentInstant = (): number => anchor + (Date.now() - anchoredAt) * rate

/** The installation's instant in milliseconds, ticking once a second. */
export function useNow(): number {
  const [now, setNow] = useState(currentInstant)
  useEffect(() => {
    const tick = (): void => setNow(currentInstant())
    const timer = setInterval(tick, 1000)
    listeners.add(tick)
    return () => {
      clearInterval(timer)
      listeners.delete(tick)
    }
  }, [])
  return now
}

const parts = (at: Instant | number): Record<string, string> =>
  Object.fromEntries(
    new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'id-ID', {
      timeZone: zone,
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    })
      .formatToParts(new Date(at))
      .map((part) => [part.type, part.value]),
  )

export const zoneName = (): string => ZONE_NAMES[zone] ?? zone

/** "02.40" */
export function clockTime(at: Instant | number, seconds = false): string {
  const { hour, minute, second } = parts(at)
  return seconds ? `${hour}.${minute}.${second}` : `${hour}.${minute}`
}

/** "1 Jan 2020" */
export function date(at: Instant | number): string {
  const { day, month, year } = parts(at)
  return `${day} ${month} ${year}`
}

/** "1 Jan 2020 02.40 WIB" */
export const dateTime = (at: Instant | number): string => `${date(at)} ${clockTime(at)} ${zoneName()}`

/** What a date-time field shows for an instant, on the clocks of the region. */
export const localField = (at: number): string => toLocal(at, zone)

/** The instant (ms) a date-time field stands for; null when it is empty or no time. */
export const fromLocalField = (text: string): number | null => fromLocal(text, zone)

/** "6 menit", "2 jam 5 menit" */
export const duration = (milliseconds: number): string => durationIn(DURATION_WORDS[language], milliseconds)

/** How old an instant is by the installation's clock. */
export const ageOf = (at: Instant, now: number): string => ageIn(DURATION_WORDS[language], at, now)

const two = (n: number): string => String(n).padStart(2, '0')

/** "06.04" for a running clock. */
export function stopwatch(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  const hours = Math.floor(seconds / 3600)
  const rest = `${two(Math.floor((seconds % 3600) / 60))}.${two(seconds % 60)}`
  return hours > 0 ? `${hours}.${rest}` : rest
}
