import { type Fields, quoted, type Refusal, wordsOf } from './bmkg-json'

const PAIR = /^([-+]?\d{1,4}(?:\.\d{1,20})?)\s*,\s*([-+]?\d{1,4}(?:\.\d{1,20})?)$/
const SIDED = /^(\d{1,4}(?:\.\d{1,20})?)\s*(?:°\s*)?(LU|LS|BT|BB)$/i
/** The words round to a hundredth; further apart and one of the two is another place. */
const WIDEST_DISAGREEMENT = 0.1

interface Epicentre {
  readonly latitude: number
  readonly longitude: number
}

/**
 * Where it shook: `Coordinates` ("latitude,longitude"), checked against `Lintang` and `Bujur`, which stand in where it is missing.
 * A pair that contradicts the words is refused: nobody can say which of the two is the place.
 */
export function epicentre(quake: Fields): Epicentre | Refusal {
  const words = { latitude: degrees(quake.Lintang, 'LU', 'LS'), longitude: degrees(quake.Bujur, 'BT', 'BB') }
  const said = wordsOf(quake.Coordinates)
  if (said === undefined) {
    const { latitude, longitude } = words
    if (latitude === undefined || longitude === undefined) return { field: 'Coordinates', reason: 'missing' }
    return onEarth({ latitude, longitude }, 'Lintang', 'Bujur')
  }
  const pair = PAIR.exec(said)
  if (!pair) return { field: 'Coordinates', reason: `expected "latitude,longitude", found ${quoted(said)}` }
  const place = { latitude: Number(pair[1]), longitude: Number(pair[2]) }
  if (isElsewhere(place.latitude, words.latitude)) return contradiction('Lintang', words.latitude, place.latitude)
  if (isElsewhere(place.longitude, words.longitude)) return contradiction('Bujur', words.longitude, place.longitude)
  return onEarth(place, 'Coordinates', 'Coordinates')
}

/** "8.51 LS" as -8.51; undefined when it is not said or cannot be read. */
function degrees(value: unknown, positive: string, negative: string): number | undefined {
  const parts = SIDED.exec(wordsOf(value) ?? '')
  const side = parts?.[2]?.toUpperCase()
  if (side !== positive && side !== negative) return undefined
  return side === positive ? Number(parts?.[1]) : -Number(parts?.[1])
}

const isElsewhere = (pair: number, words: number | undefined): words is number =>
  words !== undefined && Math.abs(pair - words) > WIDEST_DISAGREEMENT + 1e-9

const contradiction = (field: string, words: number, pair: number): Refusal => ({
  field,
  reason: `it says ${words} where Coordinates says ${pair}`,
})

function onEarth(place: Epicentre, latitudeField: string, longitudeField: string): Epicentre | Refusal {
  if (Math.abs(place.latitude) > 90) return { field: latitudeField, reason: `latitude ${place.latitude} is outside -90 to 90` }
  if (Math.abs(place.longitude) > 180) return { field: longitudeField, reason: `longitude ${place.longitude} is outside -180 to 180` }
  return place
}
