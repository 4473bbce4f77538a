import { VILLAGE_CODE } from '#libs/area'
import { type Fields, fieldsOf, notTheAnswer, quoted, readAnswer, type Refusal, wordsOf } from '../bmkg-gempa/bmkg-json'
import { zonedInstant } from '../bmkg-gempa/zoned-instant'
import type { Parsed, ParsedForecast, Reject } from '../parsed'
import { stepHours } from './step-hours'
import { stepNumbers } from './step-numbers'

export const BMKG_FORECAST = 'bmkg-forecast'
export const LARGEST_BYTES = 1024 * 1024
const UTC = 0
const KMH_PER_MS = 3.6

/**
 * BMKG's forecast for a village, one item a step. How many steps there are, and how they are grouped by local day, changes with the hour
 * of issue and means nothing here. A step that cannot be placed in time is rejected by its path; a field that cannot be true is null in
 * its step and rejected by path and field.
 * @throws PayloadUnusable when it is another answer, with BMKG's own words where it gives some
 */
export function parseBmkgForecast(raw: Buffer): Parsed<ParsedForecast> {
  const answer = readAnswer(BMKG_FORECAST, raw, LARGEST_BYTES)
  const place = fieldsOf(answer.lokasi)
  if (!place) throw notTheAnswer(BMKG_FORECAST, answer, 'no lokasi in it')
  if (!Array.isArray(answer.data)) throw notTheAnswer(BMKG_FORECAST, answer, 'no data in it')
  const items: ParsedForecast[] = []
  const rejects: Reject[] = []
  for (const [i, entry] of (answer.data as unknown[]).entries()) readEntry(entry, place, `data.${i}`, items, rejects)
  return { items, rejects }
}

function readEntry(raw: unknown, place: Fields, path: string, items: ParsedForecast[], rejects: Reject[]): void {
  const entry = fieldsOf(raw)
  const areaCode = villageCode(place, fieldsOf(entry?.lokasi))
  if (typeof areaCode !== 'string') return void rejects.push({ item: path, ...areaCode })
  if (!Array.isArray(entry?.cuaca)) return void rejects.push({ item: path, field: 'cuaca', reason: 'expected lists of steps' })
  const steps = (entry.cuaca as unknown[]).flatMap((group, g) => {
    if (Array.isArray(group)) return (group as unknown[]).map((each, s) => ({ item: `${path}.cuaca.${g}.${s}`, step: fieldsOf(each) }))
    rejects.push({ item: `${path}.cuaca.${g}`, reason: 'expected a list of steps' })
    return []
  })
  const starts = steps.map(({ step }) => step && validFrom(step))
  const hours = stepHours(starts)
  const taken = new Set<number>()
  for (const [k, { item, step }] of steps.entries()) {
    const read = readStep(step, starts[k], areaCode, hours[k] as number)
    if ('reason' in read) rejects.push({ item, ...read })
    else if (taken.has(read.step.validFrom)) rejects.push({ item, field: 'datetime', reason: 'a second step of the same time' })
    else {
      taken.add(read.step.validFrom)
      items.push(read.step)
      rejects.push(...read.refusals.map((refusal) => ({ item, ...refusal })))
    }
  }
}

/** The village asked for and the village of the entry are one, or nobody can say whose forecast it is. */
function villageCode(asked: Fields, own: Fields | undefined): string | Refusal {
  const outer = wordsOf(asked.adm4)
  const inner = wordsOf(own?.adm4)
  const code = inner ?? outer
  if (code === undefined) return { field: 'lokasi.adm4', reason: 'missing' }
  if (!VILLAGE_CODE.test(code)) return { field: 'lokasi.adm4', reason: `expected a village code as 32.04.05.2001, found ${quoted(code)}` }
  if (outer !== undefined && outer !== code) return { field: 'lokasi.adm4', reason: `${code} in an answer for ${quoted(outer)}` }
  return code
}

/** `datetime` names its zone; `utc_datetime` is the same instant without one. `local_datetime` is the village's wall clock: not read. */
function validFrom(step: Fields): number | undefined {
  const said = wordsOf(step.datetime)
  return said === undefined ? zonedInstant(wordsOf(step.utc_datetime) ?? '', UTC) : zonedInstant(said)
}

function readStep(
  step: Fields | undefined,
  start: number | undefined,
  areaCode: string,
  hours: number,
): { step: ParsedForecast; refusals: Refusal[] } | Refusal {
  if (!step) return { reason: 'it is no object' }
  const datetime = wordsOf(step.datetime) ?? wordsOf(step.utc_datetime)
  if (start === undefined) return { field: 'datetime', reason: unreadable(datetime) }
  // Without a zone, and UTC: BMKG documents it so, and its time_index counts the hours from it to `datetime`.
  const analysisAt = zonedInstant(wordsOf(step.analysis_date) ?? '', UTC)
  if (analysisAt === undefined) return { field: 'analysis_date', reason: unreadable(wordsOf(step.analysis_date)) }
  const { numbers, refusals } = stepNumbers(step)
  return {
    step: {
      kind: 'forecast',
      areaCode,
      analysisAt,
      validFrom: start,
      stepHours: hours,
      rain: numbers.tp,
      temperature: numbers.t,
      humidity: numbers.hu,
      cloudCover: numbers.tcc,
      windSpeed: numbers.ws === null ? null : numbers.ws / KMH_PER_MS,
      windDegrees: numbers.wd_deg,
      visibility: numbers.vs,
      weatherCode: numbers.weather,
      weather: wordsOf(step.weather_desc) ?? null,
    },
    refusals,
  }
}

const unreadable = (said: string | undefined): string => (said === undefined ? 'missing' : `expected an instant, found ${quoted(said)}`)
