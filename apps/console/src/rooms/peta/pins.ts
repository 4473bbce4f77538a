import type { Map as MapLibre } from 'maplibre-gl'
import { Marker } from 'maplibre-gl'
import type { BulletinView, Severity, StationBrief } from '#libs/contract'
import { COLOURS, severityWord, SHAPES } from '../../severity'
import { shownSeverity } from '../../shown-severity'
import { doubts, level, number, TREND_ARROW } from '../../words'
import { type Box, type Label, placeLabels } from './place-labels'
import styles from './pins.module.css'
import { t } from './words'

const SVG = 'http://www.w3.org/2000/svg'

/** Posts that have something to say carry their name and level. */
export const isLoud = ({ severity }: Pick<StationBrief, 'severity'>): boolean => severity > 0

function shape(severity: Severity): SVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  const path = document.createElementNS(SVG, 'path')
  path.setAttribute('d', SHAPES[severity])
  path.setAttribute('fill', COLOURS[severity])
  svg.append(path)
  return svg
}

function piece(tag: 'b' | 'i' | 'span', className: string | undefined, ...content: (string | Node)[]): HTMLElement {
  const element = document.createElement(tag)
  element.className = className ?? ''
  element.append(...content)
  return element
}

interface Pin {
  readonly id: string
  readonly location: [number, number]
  readonly element: HTMLElement
  /** Stands on a side of the sign where it covers nothing; the higher rank chooses first. */
  readonly label: HTMLElement | null
  readonly rank: number
}

function button(title: string, open: () => void): HTMLButtonElement {
  const element = document.createElement('button')
  element.className = styles.pin ?? ''
  element.title = title
  element.setAttribute('aria-label', title)
  element.addEventListener('click', open)
  return element
}

/** Quiet posts are a dot with the trend; where it matters the shape of the severity, and beside it the name, the level and the trend. */
function stationPin(station: StationBrief, open: () => void): Pin {
  const { id, name, severity, location } = station
  const shown = shownSeverity(station)
  const value = station.latestValue === null ? '' : level(station.latestValue, station.displayUnit)
  const arrow = station.trend === null ? '' : TREND_ARROW[station.trend]
  const said = [name, severityWord(shown), station.label ?? '', value === '' ? t('station.never') : value, ...doubts(station)]
  const element = button(said.filter((part) => part !== '').join(' · '), open)
  element.dataset['severity'] = String(severity)
  element.style.zIndex = String(severity + 1)
  if (!isLoud(station)) {
    element.append(piece('i', shown === 'unknown' ? styles.silent : styles.dot, arrow))
    return { id, location, element, label: null, rank: 0 }
  }
  const label = piece('span', styles.label, name, piece('b', undefined, `${value} ${arrow}`))
  if (doubts(station).length > 0) label.append(piece('i', styles.doubt, '?'))
  element.append(shape(severity), label)
  return { id, location, element, label, rank: severity }
}

/** An earthquake is a ring with its magnitude beside it. */
function quakePin({ id, title }: BulletinView, quake: NonNullable<BulletinView['earthquake']>, open: () => void): Pin {
  const element = button(title, open)
  element.dataset['testid'] = 'quake'
  element.style.zIndex = '1'
  const label = piece('span', styles.magnitude, `M ${number(quake.magnitude)}`)
  element.append(piece('i', styles.ring), label)
  return { id, location: quake.location, element, label, rank: 0.5 }
}

/** What is to be opened by a click: a post or a bulletin. */
export interface Openers {
  readonly station: (id: string) => void
  readonly bulletin: (id: string) => void
}

export function pinsOf(stations: readonly StationBrief[], bulletins: readonly BulletinView[], open: Openers): Pin[] {
  return [
    ...stations.map((station) => stationPin(station, () => open.station(station.id))),
    ...bulletins.flatMap((bulletin) =>
      bulletin.earthquake === null ? [] : [quakePin(bulletin, bulletin.earthquake, () => open.bulletin(bulletin.id))],
    ),
  ]
}

/** Puts pins on the map and keeps their labels off each other while it moves. Returns what takes them away again. */
export function putPins(map: MapLibre, pins: readonly Pin[], furniture: () => Box[]): () => void {
  const markers = pins.map(({ element, location }) => new Marker({ element, anchor: 'center' }).setLngLat(location).addTo(map))
  let frame = 0
  const place = (): void => {
    frame = 0
    const labels = pins.flatMap(({ id, location, label, rank }): Label[] => {
      if (label === null) return []
      const { x, y } = map.project(location)
      return [{ id, x, y, width: label.offsetWidth, height: label.offsetHeight, rank }]
    })
    const { clientWidth, clientHeight } = map.getContainer()
    const sides = placeLabels(labels, furniture(), { left: 0, top: 0, right: clientWidth, bottom: clientHeight })
    for (const { id, element } of pins) element.dataset['side'] = sides.get(id) ?? 'none'
  }
  const later = (): void => {
    frame ||= requestAnimationFrame(place)
  }
  place()
  map.on('move', later)
  map.on('resize', later)
  // Labels are measured in the font of the page: again when it has come.
  void document.fonts.ready.then(later)
  return () => {
    cancelAnimationFrame(frame)
    map.off('move', later)
    map.off('resize', later)
    for (const marker of markers) marker.remove()
  }
}
