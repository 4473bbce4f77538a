import type { FeatureCollection } from 'geojson'
import { LngLatBounds, type PaddingOptions } from 'maplibre-gl'
import type { Box } from './place-labels'

const ROOMY = 560

/** Room for what stands on the map at its sides, where there is room. */
export const paddingOf = (width: number): PaddingOptions =>
  width > ROOMY ? { top: 26, bottom: 26, left: 236, right: 70 } : { top: 26, bottom: 26, left: 12, right: 12 }

/** What stands on the map and may not be covered by a label, in pixels of the map. */
export function furnitureOf(frame: HTMLElement | null): Box[] {
  if (frame === null) return []
  const { left, top } = frame.getBoundingClientRect()
  return [...frame.querySelectorAll('[data-furniture]')].map((element) => {
    const box = element.getBoundingClientRect()
    return { left: box.left - left, top: box.top - top, right: box.right - left, bottom: box.bottom - top }
  })
}

/** What all the shapes fill. */
export function boundsOf(shapes: FeatureCollection): LngLatBounds {
  const bounds = new LngLatBounds()
  for (const { geometry } of shapes.features) {
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.type === 'MultiPolygon' ? geometry.coordinates : []
    for (const [outline = []] of polygons) for (const [longitude = 0, latitude = 0] of outline) bounds.extend([longitude, latitude])
  }
  return bounds
}
