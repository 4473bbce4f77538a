import type { Parsed, ParsedEarthquake, Reject } from '../parsed'
import { type Fields, fieldsOf, notTheAnswer, quoted, readAnswer, type Refusal, wordsOf } from './bmkg-json'
import { epicentre } from './epicentre'
import { feltPlaces } from './felt-places'
import { occurredAt } from './occurred-at'
import { tsunamiOf } from './tsunami'

export const BMKG_GEMPA = 'bmkg-gempa'
export const LARGEST_BYTES = 1024 * 1024
const LIST = 'Infogempa.gempa'
const MAGNITUDE = /^(?:M\w? ?)?(-?\d{1,6}(?:\.\d{1,20})?)(?: ?SR)?$/i
const DEPTH = /^(-?\d{1,6}(?:\.\d{1,20})?)(?: ?km)?$/i
const FILE_NAME = /^[\w-][\w.-]{0,100}$/

/**
 * BMKG's earthquakes: the newest of any size (an object), the latest of M 5 and more, or those that were felt (arrays). An entry that
 * cannot be taken is rejected by its place in the list and field; the others are kept. BMKG gives no id.
 * @throws PayloadUnusable when it is another answer
 */
export function parseBmkgGempa(raw: Buffer): Parsed<ParsedEarthquake> {
  const answer = readAnswer(BMKG_GEMPA, raw, LARGEST_BYTES)
  const gempa = fieldsOf(answer.Infogempa)?.gempa
  const items: ParsedEarthquake[] = []
  const rejects: Reject[] = []
  const take = (entry: unknown, list: ParsedEarthquake['list'], item: string): void => {
    const quake = fieldsOf(entry)
    const read = quake ? readQuake(quake, list) : { reason: 'it is no object' }
    if ('reason' in read) rejects.push({ item, ...read })
    else items.push(read)
  }
  if (Array.isArray(gempa)) {
    const list = listOf(gempa)
    for (const [i, entry] of (gempa as unknown[]).entries()) take(entry, list, `${LIST}.${i}`)
  } else if (fieldsOf(gempa)) take(gempa, 'auto', LIST)
  else throw notTheAnswer(BMKG_GEMPA, answer, `no ${LIST} in it`)
  return { items, rejects }
}

/** Nothing in the answer names its list: those that were felt say where, and say nothing of a tsunami. */
function listOf(entries: readonly unknown[]): 'latest' | 'felt' {
  const says = (field: string): boolean => entries.some((entry) => wordsOf(fieldsOf(entry)?.[field]) !== undefined)
  return says('Dirasakan') && !says('Potensi') ? 'felt' : 'latest'
}

function readQuake(quake: Fields, list: ParsedEarthquake['list']): ParsedEarthquake | Refusal {
  const at = occurredAt(quake)
  if (typeof at !== 'number') return at
  const place = epicentre(quake)
  if ('reason' in place) return place
  const magnitude = measured(quake, 'Magnitude', MAGNITUDE, -1, 10)
  if (magnitude === undefined) return { field: 'Magnitude', reason: 'missing' }
  if (typeof magnitude !== 'number') return magnitude
  const depthKm = measured(quake, 'Kedalaman', DEPTH, 0, 800) ?? null
  if (typeof depthKm === 'object' && depthKm !== null) return depthKm
  const potential = wordsOf(quake.Potensi) ?? null
  return {
    kind: 'earthquake',
    list,
    occurredAt: at,
    ...place,
    depthKm,
    magnitude,
    place: wordsOf(quake.Wilayah) ?? '',
    felt: feltPlaces(wordsOf(quake.Dirasakan)),
    tsunami: tsunamiOf(potential),
    potential,
    shakemap: fileName(wordsOf(quake.Shakemap)),
  }
}

/** @returns undefined where the field says nothing */
function measured(quake: Fields, field: string, form: RegExp, least: number, most: number): number | Refusal | undefined {
  const words = wordsOf(quake[field])
  if (words === undefined || words === '-') return undefined
  const parts = form.exec(words)
  if (!parts) return { field, reason: `expected a number, found ${quoted(words)}` }
  const value = Number(parts[1])
  return value >= least && value <= most ? value : { field, reason: `${value} is outside ${least} to ${most}` }
}

/** It becomes part of an address: a plain file name or nothing. */
const fileName = (words: string | undefined): string | null => (words !== undefined && FILE_NAME.test(words) ? words : null)
