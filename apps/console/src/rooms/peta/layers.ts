import type { FeatureCollection } from 'geojson'
import type { LayerSpecification, StyleSpecification } from 'maplibre-gl'
import type { Severity, Situation } from '#libs/contract'
import { COLOURS } from '../../severity'
import { BULLETIN_COLOUR, HATCH } from './hatch'

export const VILLAGES = 'villages'
export const BULLETINS = 'bulletins'
/** Layers on which a bulletin can be clicked. */
export const BULLETIN_AREAS = ['bulletin-hatch', 'bulletin-ahead'] as const

const EMPTY: FeatureCollection = { type: 'FeatureCollection', features: [] }

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
const alertIn = (state: 'in-effect' | 'not-yet-effective') => ['all', ['==', ['get', 'type'], 'alert'], ['==', ['get', 'state'], state]]

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
  // A hatching, so that the severity of a village is seen through what BMKG says of its weather.
  { id: 'bulletin-hatch', type: 'fill', source: BULLETINS, filter: alertIn('in-effect'), paint: { 'fill-pattern': HATCH } },
  {
    id: 'bulletin-ahead',
    type: 'fill',
    source: BULLETINS,
    filter: alertIn('not-yet-effective'),
    paint: { 'fill-color': BULLETIN_COLOUR, 'fill-opacity': 0.06 },
  },
  {
    id: 'bulletin-line',
    type: 'line',
    source: BULLETINS,
    filter: alertIn('in-effect'),
    layout: { 'line-join': 'round' },
    paint: { 'line-color': BULLETIN_COLOUR, 'line-width': 2.5 },
  },
  {
    id: 'bulletin-ahead-line',
    type: 'line',
    source: BULLETINS,
    filter: alertIn('not-yet-effective'),
    paint: { 'line-color': BULLETIN_COLOUR, 'line-width': 2.5, 'line-dasharray': [2.5, 2] },
  },
] as LayerSpecification[]

export const style: StyleSpecification = {
  version: 8,
  sources: { [VILLAGES]: { type: 'geojson', data: EMPTY }, [BULLETINS]: { type: 'geojson', data: EMPTY } },
  layers,
}
