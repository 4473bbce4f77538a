import type { Map as MapLibre } from 'maplibre-gl'
import { Component, type ReactNode, useEffect, useState } from 'react'
import { Link } from 'react-router'
import type { BulletinView, Situation, StationBrief } from '#libs/contract'
import { SeverityIcon, severityWord } from '../../severity'
import { clockTime } from '../../time'
import { level, TREND_ARROW } from '../../words'
import { credits } from './bulletins'
import { isLoud } from './pins'
import styles from './map.module.css'
import { t } from './words'

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

/** Posts with something to say that lie off the map, upstream as a rule: named at its edge instead of forgotten. */
export function Outside({ map, stations }: { map: MapLibre; stations: StationBrief[] }) {
  const [bounds, setBounds] = useState(() => map.getBounds())
  useEffect(() => {
    const moved = (): void => setBounds(map.getBounds())
    map.on('moveend', moved)
    return () => {
      map.off('moveend', moved)
    }
  }, [map])
  const outside = stations
    .filter((station) => isLoud(station) && !bounds.contains(station.location))
    .toSorted((a, b) => b.severity - a.severity)
  if (outside.length === 0) return null
  return (
    <div className={styles.outside} data-furniture>
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

export function VillageReadout({ village }: { village: Situation['villages'][number] }) {
  return (
    <div className={styles.readout}>
      <span className="row">
        <SeverityIcon severity={village.severity} />
        <b>{village.name}</b> {village.district} · {severityWord(village.severity)}
        {village.expectedArrivalAt ? ` · ${t('arrival', { at: clockTime(village.expectedArrivalAt) })}` : ''}
      </span>
    </div>
  )
}

/** What the violet signs mean, and whose word they are. */
export function BulletinLine({ bulletins }: { bulletins: BulletinView[] }) {
  return (
    <div className={styles.credits} data-testid="map-attribution">
      <span>
        <i className={styles.hatched} /> {t('legend.in-effect')}
      </span>
      <span>
        <i className={styles.ahead} /> {t('legend.ahead')}
      </span>
      <span>
        <i className={styles.ring} /> {t('legend.quake')}
      </span>
      <span className={styles.credit}>{t('credits', { names: credits(bulletins).join(', ') })}</span>
    </div>
  )
}
