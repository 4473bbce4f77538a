import type { AlertArea, Ring } from '../parsed'

/** What an alert covers, as PostGIS takes it: polygons as one GeoJSON MultiPolygon, circles apart. */
export interface AlertGeometry {
  readonly polygons: string | null
  readonly circles: readonly { readonly longitude: number; readonly latitude: number; readonly radiusKm: number }[]
}

/** The areas of all languages together: one alert says the same place in each, and a place said twice is one place. */
export function alertGeometry(areas: readonly AlertArea[]): AlertGeometry {
  const rings = new Map<string, Ring>()
  const circles = new Map<string, AlertGeometry['circles'][number]>()
  for (const area of areas) {
    for (const ring of area.polygons) rings.set(JSON.stringify(ring), ring)
    for (const circle of area.circles) circles.set(JSON.stringify(circle), circle)
  }
  const polygons =
    rings.size === 0 ? null : JSON.stringify({ type: 'MultiPolygon', coordinates: [...rings.values()].map((ring) => [ring]) })
  return { polygons, circles: [...circles.values()].filter((circle) => circle.radiusKm > 0) }
}
