import { type Db, sql } from '#libs/platform'

const ABBREVIATION: Readonly<Record<string, string>> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Pontianak': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Jayapura': 'WIT',
}

/** An instant as Indonesians write it: `09.10 WIB`. */
export function localTime(at: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).formatToParts(at)
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? ''
  return `${part('hour')}.${part('minute')} ${ABBREVIATION[timeZone] ?? timeZone}`
}

/** An instant in the installation's own time zone. */
export async function installationTime(db: Db, at: Date): Promise<string> {
  const [installation] = await sql<{ time_zone: string }>(db, `select time_zone from installation where id = 1`)
  return localTime(at, installation?.time_zone ?? 'Asia/Jakarta')
}
