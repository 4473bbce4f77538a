import { localInstant } from '../local-instant'
import { type Fields, quoted, type Refusal, wordsOf } from './bmkg-json'
import { zonedInstant } from './zoned-instant'

/** By their first three letters, Indonesian with its spellings, and English. */
const MONTHS: Readonly<Record<string, string>> = {
  jan: '01',
  feb: '02',
  mar: '03',
  apr: '04',
  mei: '05',
  may: '05',
  jun: '06',
  jul: '07',
  agu: '08',
  ags: '08',
  agt: '08',
  aug: '08',
  sep: '09',
  okt: '10',
  oct: '10',
  nov: '11',
  nop: '11',
  des: '12',
  dec: '12',
}
const ZONES: Readonly<Record<string, number>> = { WIB: 7, WITA: 8, WIT: 9 }
const DAY = /^(\d{1,2})[ -]([A-Za-z]{3,9})[ -](\d{4})$/
const TIME = /^(\d{2}:\d{2}:\d{2})(?: (WIB|WITA|WIT))?$/i

/**
 * When the ground shook, ms since the epoch. `DateTime` carries its offset and is believed; `Tanggal` and `Jam` say the same instant on
 * the wall clock (WIB where `Jam` names no zone) and are read only where `DateTime` cannot be.
 */
export function occurredAt(quake: Fields): number | Refusal {
  const stamp = wordsOf(quake.DateTime)
  const instant = (stamp === undefined ? undefined : zonedInstant(stamp)) ?? wallClock(wordsOf(quake.Tanggal), wordsOf(quake.Jam))
  if (instant !== undefined) return instant
  return { field: 'DateTime', reason: stamp === undefined ? 'missing' : `expected an instant with offset, found ${quoted(stamp)}` }
}

function wallClock(date: string | undefined, time: string | undefined): number | undefined {
  const day = DAY.exec(date ?? '')
  const hour = TIME.exec(time ?? '')
  if (!day || !hour) return undefined
  const letters = (day[2] as string).slice(0, 3).toLowerCase()
  const month = Object.hasOwn(MONTHS, letters) ? MONTHS[letters] : undefined
  const offset = ZONES[(hour[2] ?? 'WIB').toUpperCase()] as number
  return month === undefined ? undefined : localInstant(`${day[3]}-${month}-${(day[1] as string).padStart(2, '0')} ${hour[1]}`, offset)
}
