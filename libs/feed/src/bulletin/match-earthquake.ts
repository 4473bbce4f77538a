import type { ParsedEarthquake } from '../parsed'

/** What a report of an earthquake is recognised by. */
type Quake = Pick<ParsedEarthquake, 'occurredAt' | 'longitude' | 'latitude' | 'magnitude'>

export type KnownEarthquake = Quake & { readonly id: string }

/** A revised origin time moves by seconds; an aftershock that can be told apart comes minutes later. */
const MOST_SECONDS_APART = 60
/** A first location from few seismographs may lie tens of kilometres off; within a minute no second quake of note is that near. */
const MOST_KM_APART = 100
/** First magnitudes of great quakes are too small by up to one; two quakes of one minute differ by more. */
const MOST_MAGNITUDE_APART = 1
const EARTH_RADIUS_KM = 6371.0088

/**
 * Which known earthquake a report speaks of. BMKG gives no id, lists one quake in up to three lists and revises its time, place and
 * magnitude, so two reports are of one quake when they lie within 60 s, 100 km and 1.0 of magnitude of each other. The same time at the
 * same place is always the same quake, whatever its magnitude has become. Of several the nearest is taken: by distance, then time, then
 * magnitude. A swarm with two quakes in one minute becomes one row with a revision; two rows of one quake would warn twice.
 */
export function matchEarthquake(known: readonly KnownEarthquake[], quake: Quake): string | undefined {
  const same = known.map((each) => ({ id: each.id, ...apart(each, quake) })).filter(isOne)
  return same.toSorted((a, b) => a.km - b.km || a.seconds - b.seconds || a.magnitude - b.magnitude)[0]?.id
}

interface Apart {
  readonly seconds: number
  readonly km: number
  readonly magnitude: number
}

const isOne = ({ seconds, km, magnitude }: Apart): boolean =>
  (seconds === 0 && km === 0) || (seconds <= MOST_SECONDS_APART && km <= MOST_KM_APART && magnitude <= MOST_MAGNITUDE_APART + 1e-9)

const apart = (a: Quake, b: Quake): Apart => ({
  seconds: Math.abs(a.occurredAt - b.occurredAt) / 1_000,
  km: kilometres(a, b),
  magnitude: Math.abs(a.magnitude - b.magnitude),
})

/** Along the great circle (haversine). */
function kilometres(a: Quake, b: Quake): number {
  const radians = Math.PI / 180
  const halfLatitude = Math.sin(((b.latitude - a.latitude) * radians) / 2)
  const halfLongitude = Math.sin(((b.longitude - a.longitude) * radians) / 2)
  const chord = halfLatitude ** 2 + Math.cos(a.latitude * radians) * Math.cos(b.latitude * radians) * halfLongitude ** 2
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(chord)))
}
