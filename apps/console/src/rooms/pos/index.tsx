import { Link, useParams } from 'react-router'
import type { StationDetail } from '#libs/contract'
import { refusalText } from '../../api'
import { useStation } from '../../queries'
import { SeverityTag } from '../../severity'
import { lookup, messages } from '../../text'
import { ageOf, clockTime, duration, useNow } from '../../time'
import { doubts, level, t as common, TREND_ARROW, word } from '../../words'
import { Hydrograph } from './hydrograph'
import styles from './room.module.css'
import en from './strings.en.json'
import id from './strings.id.json'

const t = messages(id, en)
const posWord = lookup(id, en)

export function Pos() {
  const { id: stationId = '' } = useParams()
  const station = useStation(stationId)
  if (station.data === undefined) return <p className="page">{station.error ? refusalText(station.error) : common('loading')}</p>
  const { data } = station
  const suspects = data.series.filter(({ quality }) => quality === 'suspect')
  const rules = [...new Set(suspects.map(({ rule }) => rule).filter((rule) => rule !== null))]
  return (
    <div className="page">
      <div className="row spread">
        <div>
          <h1>{data.name}</h1>
          <p className="muted">
            {data.river} · {posWord(`regime.${data.regime}`)}
          </p>
        </div>
        <Link className="button" to="/">
          {t('back')}
        </Link>
      </div>
      <div className={styles.top}>
        <Latest station={data} />
        <div className="panel">
          <h2>{t('chart')}</h2>
          <Hydrograph station={data} />
          {suspects.length > 0 ? (
            <p className={styles.suspect}>
              <i /> {t('suspect')} ({suspects.length}
              {rules.length > 0 ? `; ${t('suspect.rule', { rules: rules.map((rule) => posWord(`rule.${rule}`, rule)).join(', ') })}` : ''})
            </p>
          ) : null}
        </div>
      </div>
      <Zones station={data} />
    </div>
  )
}

function Latest({ station }: { station: StationDetail }) {
  const now = useNow()
  const flags = doubts(station)
  return (
    <div className="panel stack">
      <h3>{t('now')}</h3>
      {station.latestValue === null ? (
        <p>{t('never')}</p>
      ) : (
        <b className={styles.level}>{level(station.latestValue, station.displayUnit)}</b>
      )}
      {station.trend ? (
        <div>
          {TREND_ARROW[station.trend]} {word(`trend.${station.trend}`)}
        </div>
      ) : null}
      <SeverityTag severity={station.severity} label={station.label} large />
      {station.latestAt ? (
        <p className="muted">
          {clockTime(station.latestAt)} · {common('age', { age: ageOf(station.latestAt, now) })}
        </p>
      ) : null}
      {flags.length > 0 ? (
        <div className="notice warn">
          <small>{t('unsure')}</small>
          {flags.map((flag) => (
            <div key={flag}>{flag}</div>
          ))}
        </div>
      ) : null}
      <h3>{t('ladder')}</h3>
      {station.ladder.length === 0 ? <small>{t('ladder.none')}</small> : null}
      {station.ladder
        .toSorted((a, b) => b.fromLevel - a.fromLevel)
        .map((step) => (
          <div key={step.label} className="row spread">
            <SeverityTag severity={step.severity} label={step.label} />
            <small>{t('from', { level: level(step.fromLevel, station.displayUnit) })}</small>
          </div>
        ))}
      <small>{station.datumNote}</small>
    </div>
  )
}

function Zones({ station }: { station: StationDetail }) {
  return (
    <div className="panel stack">
      <h2>{t('zones')}</h2>
      {station.zones.length === 0 ? <p className="muted">{t('zones.none')}</p> : null}
      {station.zones.map((zone) => (
        <div key={zone.id} className={styles.zone}>
          <SeverityTag severity={zone.severity} />
          <div>
            <b>{zone.name}</b>
            <div className="muted">
              {t('zone.villages', { n: zone.villages })} ·{' '}
              {zone.travelMinutes > 0 ? t('zone.travel', { time: duration(zone.travelMinutes * 60_000) }) : t('zone.here')}
            </div>
          </div>
          <small>{posWord(`basis.${zone.basis}`, zone.basis)}</small>
        </div>
      ))}
    </div>
  )
}
