import type { FeatureCollection } from 'geojson'
import type { LayerSpecification, StyleSpecification } from 'maplibre-gl'
import type { Severity, Situation } from '#libs/contract'
import { COLOURS } from '../../severity'

export const VILLAGES = 'villages'
export const EMPTY: FeatureCollection = { type: 'FeatureCollection', features: [] }

/** The shapes with the severity of the moment in their properties. */
export function withSeverity(shapes: FeatureCollection, villages: Situation['villages']): FeatureCollection {
  const severities = new Map(villages.map((village) => [village.code, village.severity]))
  return {
    ...shapes,
    features: shapes.features.map((shape) => ({
      ...shape,
      properties: { ...shape.properties, severity: severities.get(String(shape.properties?.['code'])) ?? 0 },
    })),
  }
}

const severityOf = ['coalesce', ['get', 'severity'], 0]
const bySeverity = (values: Record<Severity, string | number>) => ['match', severityOf, 3, values[3], 2, values[2], 1, values[1], values[0]]

// The expressions above are plain JSON; MapLibre checks them when the style loads.
const layers = [
  { id: 'ground', type: 'background', paint: { 'background-color': '#0c131b' } },
  {
    id: 'village-fill',
    type: 'fill',
    source: VILLAGES,
    paint: { 'fill-color': bySeverity({ ...COLOURS, 0: '#22313d' }), 'fill-opacity': bySeverity({ 0: 0.75, 1: 0.72, 2: 0.82, 3: 0.92 }) },
  },
  {
    id: 'village-line',
    type: 'line',
    source: VILLAGES,
    layout: { 'line-sort-key': severityOf },
    paint: {
      'line-color': bySeverity({ 0: '#3b5061', 1: '#0c131b', 2: '#0c131b', 3: '#2a0508' }),
      'line-width': bySeverity({ 0: 0.7, 1: 1, 2: 1.2, 3: 1.6 }),
    },
  },
] as LayerSpecification[]

export const style: StyleSpecification = { version: 8, sources: { [VILLAGES]: { type: 'geojson', data: EMPTY } }, layers }
