import type { AlertArea, Ring } from '../parsed'

const NUMBER = '[+-]?\\d{1,3}(?:\\.\\d{1,20})?'
const PAIR = new RegExp(`^(${NUMBER}),(${NUMBER})$`)
const CIRCLE = new RegExp(`^(${NUMBER},${NUMBER})\\s+(\\d{1,5}(?:\\.\\d{1,20})?)$`)
const LEAST_PAIRS = 4
/** Half way round the earth. */
const LARGEST_RADIUS_KM = 20_038

type Point = readonly [longitude: number, latitude: number]

const isSame = (one: Point, other: Point): boolean => one[0] === other[0] && one[1] === other[1]

/**
 * Reads pairs of `latitude,longitude`, at least four, the last like the first. A ring left open is not closed for its author: it may
 * as well have been cut off. @returns the ring, or what is wrong with it
 */
export function readPolygon(text: string): Ring | string {
  const pairs = text.trim().split(/\s+/)
  if (pairs.length < LEAST_PAIRS) return `${pairs.length} pairs; at least ${LEAST_PAIRS} make a polygon`
  const ring: Point[] = []
  for (const [i, pair] of pairs.entries()) {
    const point = readPoint(pair)
    if (!point) return `pair ${i + 1}, ${JSON.stringify(pair.slice(0, 40))}, is no latitude and longitude`
    ring.push(point)
  }
  const [first, last] = [ring[0], ring.at(-1)]
  if (!first || !last || !isSame(first, last)) return 'its last pair is not its first'
  const second = ring.find((point) => !isSame(point, first))
  return second && ring.some((point) => !isSame(point, first) && !isSame(point, second)) ? ring : 'it has no inside'
}

/** Reads `latitude,longitude radius`, the radius in kilometres. @returns the circle, or what is wrong with it */
export function readCircle(text: string): AlertArea['circles'][number] | string {
  const parts = CIRCLE.exec(text.trim())
  const point = parts && readPoint(parts[1] ?? '')
  const radiusKm = Number(parts?.[2])
  if (!point || radiusKm > LARGEST_RADIUS_KM) return `${JSON.stringify(text.trim().slice(0, 40))} is no centre and radius`
  return { longitude: point[0], latitude: point[1], radiusKm }
}

function readPoint(text: string): Point | undefined {
  const parts = PAIR.exec(text)
  const [latitude, longitude] = [Number(parts?.[1]), Number(parts?.[2])]
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? [longitude, latitude] : undefined
}
