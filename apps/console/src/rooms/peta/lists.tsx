import { Link } from 'react-router'
import type { Situation, StationBrief, WarningBrief } from '#libs/contract'
import { SEVERITIES, SeverityIcon, SeverityTag, severityWord } from '../../severity'
import { shownSeverity } from '../../shown-severity'
import { ageOf, clockTime, useNow } from '../../time'
import { doubts, level, stateWord, t as common, TREND_ARROW, word } from '../../words'
import styles from './room.module.css'
import { t } from './words'

export function InForce({ warnings }: { warnings: WarningBrief[] }) {
  if (warnings.length === 0) return null
  return (
    <section>
      <h2>{t('in-force')}</h2>
      {warnings.map((warning) => (
        <Link key={warning.id} to={`/kiriman/${warning.id}`} className={styles.force}>
          <SeverityTag severity={warning.severity} label={warning.label} />
          <span>{warning.stationName}</span>
          <small>{stateWord(warning)}</small>
        </Link>
      ))}
    </section>
  )
}

export function Villages({ villages }: { villages: Situation['villages'] }) {
  const affected = villages.filter(({ severity }) => severity > 0)
  return (
    <section>
      <h2>{t('villages')}</h2>
      {affected.length === 0 ? <p className="muted">{t('villages.none')}</p> : null}
      {SEVERITIES.filter((severity) => severity > 0).map((severity) => {
        const group = affected.filter((village) => village.severity === severity).toSorted((a, b) => a.name.localeCompare(b.name))
        if (group.length === 0) return null
        return (
          <div key={severity} className={styles.group}>
            <div className="row spread">
              <SeverityTag severity={severity} />
              <b>{group.length}</b>
            </div>
            <ul>
              {group.map((village) => (
                <li key={village.code}>
                  <span>
                    {village.name} <small>{village.district}</small>
                    {village.degraded.length > 0 ? (
                      <small className="doubt"> {doubts({ degraded: village.degraded, withheld: null }).join(', ')}</small>
                    ) : null}
                  </span>
                  {village.expectedArrivalAt ? <small>{t('arrival', { at: clockTime(village.expectedArrivalAt) })}</small> : null}
                </li>
              ))}
            </ul>
          </div>
        )
      })}
    </section>
  )
}

const bySeverity = (a: StationBrief, b: StationBrief): number =>
  b.severity - a.severity || doubts(a).length - doubts(b).length || a.name.localeCompare(b.name)

export function Stations({ stations }: { stations: StationBrief[] }) {
  return (
    <section>
      <h2>{t('stations')}</h2>
      {stations.toSorted(bySeverity).map((station) => (
        <StationRow key={station.id} station={station} />
      ))}
    </section>
  )
}

function StationRow({ station }: { station: StationBrief }) {
  const now = useNow()
  const flags = doubts(station)
  return (
    <Link to={`/pos/${station.id}`} className={styles.station}>
      <SeverityIcon severity={shownSeverity(station)} size={26} />
      <div>
        <div>
          <b>{station.name}</b> <small>{station.river}</small>
        </div>
        <small>
          {severityWord(shownSeverity(station))}
          {station.label ? ` (${station.label})` : ''}
          {` · ${station.latestAt ? common('age', { age: ageOf(station.latestAt, now) }) : t('station.never')}`}
        </small>
        {flags.length > 0 ? <small className="doubt"> · {flags.join(', ')}</small> : null}
      </div>
      <div className={styles.value}>
        <b>{station.latestValue === null ? '–' : level(station.latestValue, station.displayUnit)}</b>
        <small>{station.trend ? `${TREND_ARROW[station.trend]} ${word(`trend.${station.trend}`)}` : ''}</small>
      </div>
    </Link>
  )
}
