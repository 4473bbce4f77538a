import type { StationDetail } from '#libs/contract'
import { SeverityTag } from '../../severity'
import { shownSeverity } from '../../shown-severity'
import { ageOf, clockTime, duration, useNow } from '../../time'
import { doubts, level, t as common, TREND_ARROW, word } from '../../words'
import styles from './room.module.css'
import { posWord, t } from './words'

/** The level of the moment, how bad it is, how old, and what makes it less certain. */
export function Latest({ station }: { station: StationDetail }) {
  const now = useNow()
  const flags = doubts(station)
  return (
    <section className={`panel ${styles.now}`}>
      <div>
        <h3>{t('now')}</h3>
        {station.latestValue === null ? (
          <p>{t('never')}</p>
        ) : (
          <div className={styles.value}>
            <b className={styles.level}>{level(station.latestValue, station.displayUnit)}</b>
            {station.trend ? (
              <span>
                {TREND_ARROW[station.trend]} {word(`trend.${station.trend}`)}
              </span>
            ) : null}
          </div>
        )}
        {station.latestAt ? (
          <p className="muted">
            {clockTime(station.latestAt)} · {common('age', { age: ageOf(station.latestAt, now) })}
          </p>
        ) : null}
      </div>
      <SeverityTag severity={shownSeverity(station)} label={station.label} large />
      {flags.length > 0 ? (
        <div className={`notice warn ${styles.doubts}`}>
          <small>{t('unsure')}</small>
          {flags.map((flag) => (
            <div key={flag}>{flag}</div>
          ))}
        </div>
      ) : null}
    </section>
  )
}

export function Ladder({ station }: { station: StationDetail }) {
  return (
    <section className="panel stack">
      <h2>{t('ladder')}</h2>
      {station.ladder.length === 0 ? <p className="muted">{t('ladder.none')}</p> : null}
      {station.ladder
        .toSorted((a, b) => b.fromLevel - a.fromLevel)
        .map((step) => (
          <div key={step.label} className="row spread">
            <SeverityTag severity={step.severity} label={step.label} />
            <small>{t('from', { level: level(step.fromLevel, station.displayUnit) })}</small>
          </div>
        ))}
      <small>{station.datumNote}</small>
    </section>
  )
}

export function Zones({ station }: { station: StationDetail }) {
  return (
    <section className="panel stack">
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
    </section>
  )
}
