import * as maplibregl from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import 'maplibre-gl/dist/maplibre-gl.css'
import { useEffect, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import type { BulletinView, Situation } from '#libs/contract'
import { useBulletinShapes, useVillageShapes } from '../../queries'
import { SEVERITIES, SeverityTag } from '../../severity'
import { HATCH, hatch } from './hatch'
import { BULLETIN_AREAS, BULLETINS, style, VILLAGES, withSeverity } from './layers'
import { BulletinLine, Outside, VillageReadout } from './map-parts'
import { boundsOf, furnitureOf, paddingOf } from './map-frame'
import styles from './map.module.css'
import { pinsOf, putPins } from './pins'
import { t } from './words'

maplibregl.setWorkerUrl(workerUrl)

const HATCH_SIZE = 20
const HATCH_STRIPE = 5

interface Props {
  situation: Situation
  bulletins: BulletinView[]
  onBulletin: (id: string) => void
}

export function SituationMap({ situation, bulletins, onBulletin }: Props) {
  const { stations } = situation
  const navigate = useNavigate()
  const villages = useVillageShapes().data
  const areas = useBulletinShapes().data
  const frame = useRef<HTMLDivElement>(null)
  const holder = useRef<HTMLDivElement>(null)
  const [map, setMap] = useState<maplibregl.Map | null>(null)
  const [hovered, setHovered] = useState<string | null>(null)

  useEffect(() => {
    if (holder.current === null) return undefined
    // Without WebGL this throws, and the boundary around the map says so.
    const created = new maplibregl.Map({
      container: holder.current,
      style,
      attributionControl: false,
      locale: { 'Map.Title': t('map'), 'Marker.Title': t('map.marker') },
      dragRotate: false,
      center: [106.83, -6.25],
      zoom: 10,
    })
    created.touchZoomRotate.disableRotation()
    created.setMissingStyleImageResolver((id) => {
      if (id === HATCH) created.addImage(HATCH, hatch(HATCH_SIZE, HATCH_STRIPE), { pixelRatio: 2 })
    })
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
    if (map === null || villages === undefined) return
    void map.getSource<maplibregl.GeoJSONSource>(VILLAGES)?.setData(withSeverity(villages, situation.villages))
  }, [map, villages, situation.villages])

  useEffect(() => {
    if (map === null || areas === undefined) return
    void map.getSource<maplibregl.GeoJSONSource>(BULLETINS)?.setData(areas)
  }, [map, areas])

  useEffect(() => {
    if (map === null) return undefined
    const clicked = (event: maplibregl.MapLayerMouseEvent): void => {
      const id: unknown = event.features?.[0]?.properties['id']
      if (typeof id === 'string') onBulletin(id)
    }
    const pointer = (cursor: string) => () => {
      map.getCanvas().style.cursor = cursor
    }
    const [over, away] = [pointer('pointer'), pointer('')]
    map.on('click', [...BULLETIN_AREAS], clicked)
    map.on('mouseenter', [...BULLETIN_AREAS], over)
    map.on('mouseleave', [...BULLETIN_AREAS], away)
    return () => {
      map.off('click', [...BULLETIN_AREAS], clicked)
      map.off('mouseenter', [...BULLETIN_AREAS], over)
      map.off('mouseleave', [...BULLETIN_AREAS], away)
    }
  }, [map, onBulletin])

  const fitted = useRef(false)
  useEffect(() => {
    if (map === null || fitted.current || villages === undefined) return
    fitted.current = true
    map.fitBounds(boundsOf(villages), { padding: paddingOf(map.getContainer().clientWidth), animate: false })
  }, [map, villages])

  const showAll = (): void => {
    if (map === null || villages === undefined) return
    const bounds = boundsOf(villages)
    for (const station of stations) bounds.extend(station.location)
    map.fitBounds(bounds, { padding: 40 })
  }

  useEffect(() => {
    if (map === null) return undefined
    const pins = pinsOf(stations, bulletins, { station: (id) => void navigate(`/pos/${id}`), bulletin: onBulletin })
    return putPins(map, pins, () => furnitureOf(frame.current))
  }, [map, stations, bulletins, navigate, onBulletin])

  const village = hovered === null ? undefined : situation.villages.find(({ code }) => code === hovered)
  return (
    <div className={styles.frame} ref={frame}>
      <div className={styles.map}>
        <div ref={holder} className={styles.canvas} />
        <div className={styles.tools} data-furniture>
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
        <div className={styles.legend} aria-label={t('legend')} data-furniture>
          {[...SEVERITIES, 'unknown' as const].map((severity) => (
            <SeverityTag key={severity} severity={severity} />
          ))}
        </div>
        {village ? <VillageReadout village={village} /> : null}
      </div>
      {map ? <Outside map={map} stations={stations} /> : null}
      <BulletinLine bulletins={bulletins} />
    </div>
  )
}
