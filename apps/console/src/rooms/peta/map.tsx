import * as maplibregl from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import 'maplibre-gl/dist/maplibre-gl.css'
import type { FeatureCollection } from 'geojson'
import { Component, type ReactNode, useEffect, useRef, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import type { Severity, Situation, StationBrief } from '#libs/contract'
import { useVillageShapes } from '../../queries'
import { COLOURS, SEVERITIES, SeverityIcon, SeverityTag, severityWord, SHAPES } from '../../severity'
import { messages } from '../../text'
import { clockTime } from '../../time'
import { doubts, level, TREND_ARROW } from '../../words'
import { style, VILLAGES, withSeverity } from './layers'
import styles from './room.module.css'
import en from './strings.en.json'
import id from './strings.id.json'

const t = messages(id, en)
maplibregl.setWorkerUrl(workerUrl)

/** Keeps a broken map (no WebGL, no shapes) from taking the list beside it down. */
export class MapBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }
  static getDerivedStateFromError() {
    return { failed: true }
  }
  override render() {
    return this.state.failed ? <p className={styles.mapFailed}>{t('map.failed')}</p> : this.props.children
  }
}

type Village = Situation['villages'][number]

export function SituationMap({ situation }: { situation: Situation }) {
  const navigate = useNavigate()
  const shapes = useVillageShapes()
  const holder = useRef<HTMLDivElement>(null)
  const [map, setMap] = useState<maplibregl.Map | null>(null)
  const [hovered, setHovered] = useState<string | null>(null)

  useEffect(() => {
    if (holder.current === null) return
    // Without WebGL this throws, and the boundary around the map says so.
    const created = new maplibregl.Map({
      container: holder.current,
      style,
      attributionControl: false,
      dragRotate: false,
      center: [106.83, -6.25],
      zoom: 10,
    })
    created.touchZoomRotate.disableRotation()
    created.on('load', () => setMap(created))
    created.on('mousemove', 'village-fill', (event) => setHovered(String(event.features?.[0]?.properties['code'] ?? '')))
    created.on('mouseleave', 'village-fill', () => setHovered(null))
    created.once('idle', () => created.getContainer().setAttribute('data-idle', 'true'))
    return () => {
      setMap(null)
      created.remove()
    }
  }, [])

  useEffect(() => {
    if (map === null || shapes.data === undefined) return
    const source = map.getSource<maplibregl.GeoJSONSource>(VILLAGES)
    void source?.setData(withSeverity(shapes.data, situation.villages))
  }, [map, shapes.data, situation.villages])

  const fitted = useRef(false)
  const shown = shapes.data
  useEffect(() => {
    if (map === null || fitted.current || shown === undefined) return
    fitted.current = true
    map.fitBounds(boundsOf(shown), { padding: { top: 26, bottom: 26, left: 12, right: 92 }, animate: false })
  }, [map, shown])

  const showAll = (): void => {
    if (map === null || shown === undefined) return
    const bounds = boundsOf(shown)
    for (const station of situation.stations) bounds.extend(station.location)
    map.fitBounds(bounds, { padding: 40 })
  }

  useEffect(() => {
    if (map === null) return
    const markers = situation.stations.map((station) => {
      const marker = new maplibregl.Marker({
        element: pin(station, () => void navigate(`/pos/${station.id}`)),
        anchor: 'left',
        offset: [-11, 0],
      })
      return marker.setLngLat(station.location).addTo(map)
    })
    return () => {
      for (const marker of markers) marker.remove()
    }
  }, [map, situation.stations, navigate])

  const village = hovered === null ? undefined : situation.villages.find(({ code }) => code === hovered)
  return (
    <div className={styles.map}>
      <div ref={holder} className={styles.canvas} />
      <div className={styles.tools}>
        <button aria-label={t('map.in')} title={t('map.in')} onClick={() => map?.zoomIn()}>
          +
        </button>
        <button aria-label={t('map.out')} title={t('map.out')} onClick={() => map?.zoomOut()}>
          −
        </button>
        <button aria-label={t('map.all')} title={t('map.all')} onClick={showAll}>
          ⤢
        </button>
      </div>
      <div className={styles.legend} aria-label={t('legend')}>
        {SEVERITIES.map((severity) => (
          <SeverityTag key={severity} severity={severity} />
        ))}
      </div>
      {village ? (
        <div className={styles.readout}>
          <VillageReadout village={village} />
        </div>
      ) : null}
      {map ? <Outside map={map} stations={situation.stations} /> : null}
    </div>
  )
}

function boundsOf(shapes: FeatureCollection): maplibregl.LngLatBounds {
  const bounds = new maplibregl.LngLatBounds()
  for (const { geometry } of shapes.features) {
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.type === 'MultiPolygon' ? geometry.coordinates : []
    for (const [outline = []] of polygons) for (const [longitude = 0, latitude = 0] of outline) bounds.extend([longitude, latitude])
  }
  return bounds
}

/** Posts with something to say that lie off the map, upstream as a rule: named at its edge instead of forgotten. */
function Outside({ map, stations }: { map: maplibregl.Map; stations: StationBrief[] }) {
  const [bounds, setBounds] = useState(() => map.getBounds())
  useEffect(() => {
    const moved = (): void => setBounds(map.getBounds())
    map.on('moveend', moved)
    return () => {
      map.off('moveend', moved)
    }
  }, [map])
  const outside = stations
    .filter((station) => loud(station.severity) && !bounds.contains(station.location))
    .toSorted((a, b) => b.severity - a.severity)
  if (outside.length === 0) return null
  return (
    <div className={styles.outside}>
      <small>{t('map.outside')}</small>
      {outside.map((station) => (
        <Link key={station.id} to={`/pos/${station.id}`}>
          <SeverityIcon severity={station.severity} /> <b>{station.name}</b>
          {station.latestValue === null ? '' : level(station.latestValue, station.displayUnit)}{' '}
          {station.trend ? TREND_ARROW[station.trend] : ''}
        </Link>
      ))}
    </div>
  )
}

function VillageReadout({ village }: { village: Village }) {
  return (
    <span className="row">
      <SeverityIcon severity={village.severity} />
      <b>{village.name}</b> {village.district} · {severityWord(village.severity)}
      {village.expectedArrivalAt ? ` · ${t('arrival', { at: clockTime(village.expectedArrivalAt) })}` : ''}
    </span>
  )
}

/** The marker of a post: quiet posts are a dot with the trend; where it matters the shape of the severity, the name, the level and the trend. */
function pin(station: StationBrief, open: () => void): HTMLElement {
  const silent = station.withheld !== null || station.degraded.includes('stale')
  const value = station.latestValue === null ? '' : level(station.latestValue, station.displayUnit)
  const arrow = station.trend === null ? '' : TREND_ARROW[station.trend]
  const element = document.createElement('button')
  element.className = styles.pin ?? ''
  element.dataset['severity'] = String(station.severity)
  element.style.zIndex = String(station.severity + 1)
  element.title = [
    station.name,
    severityWord(station.severity),
    station.label ?? '',
    value === '' ? t('station.never') : value,
    ...doubts(station),
  ].join(' · ')
  if (loud(station.severity)) {
    const strong = document.createElement('b')
    strong.textContent = `${value} ${arrow}`
    element.append(shape(station.severity), station.name, strong)
    if (doubts(station).length > 0) element.append(piece('i', styles.pinDoubt, '?'))
  } else {
    element.append(piece('i', silent ? styles.pinSilent : styles.pinDot, arrow))
  }
  element.addEventListener('click', open)
  return element
}

function piece(tag: 'i', className: string | undefined, text: string): HTMLElement {
  const element = document.createElement(tag)
  element.className = className ?? ''
  element.textContent = text
  return element
}

const SVG = 'http://www.w3.org/2000/svg'

function shape(severity: Severity): SVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('width', '22')
  svg.setAttribute('height', '22')
  const path = document.createElementNS(SVG, 'path')
  path.setAttribute('d', SHAPES[severity])
  path.setAttribute('fill', COLOURS[severity])
  svg.append(path)
  return svg
}

const loud = (severity: Severity): boolean => severity > 0
