import type { ZoneRain } from '#libs/contract'
import { refusalText } from '../../api'
import { ageOf, useNow } from '../../time'
import { number, t as common } from '../../words'
import { byRain, isKnown, splitKnown } from './rain'
import styles from './rain.module.css'
import { petaWord, t } from './words'

const mm = (value: number): string => `${number(Math.round(value * 10) / 10)} mm`
const hoursWords = (hours: readonly number[]): string => t('rain.hours', { n: hours.join(', ') })

/** Areal rain of the hazard zones. What nobody knows is said to be unknown: it never looks like a dry zone. */
export function RainPanel({ zones, error }: { zones: ZoneRain[] | undefined; error: Error | null }) {
  if (zones === undefined && error === null) return null
  const known = zones?.filter(isKnown).toSorted(byRain) ?? []
  const unknown = (zones?.length ?? 0) - known.length
  return (
    <section data-testid="rain">
      <h2>{t('rain')}</h2>
      {error ? <p className="notice warn">{t('rain.failed', { why: refusalText(error) })}</p> : null}
      {known.map((zone) => (
        <Zone key={zone.zoneId} zone={zone} />
      ))}
      {zones !== undefined && known.length === 0 ? <p className="doubt">{t('rain.none')}</p> : null}
      {known.length > 0 && unknown > 0 ? <small className="doubt">{t('rain.others', { n: unknown })}</small> : null}
    </section>
  )
}

function Zone({ zone }: { zone: ZoneRain }) {
  const now = useNow()
  const sums = splitKnown(zone.sums)
  const forecast = splitKnown(zone.forecast)
  const gauges = Math.max(0, ...zone.sums.map((sum) => sum.gauges))
  return (
    <div className={styles.zone} data-testid="zone-rain">
      <div className="row spread">
        <b>{zone.name}</b>
        <small>{common('age', { age: ageOf(zone.at, now) })}</small>
      </div>
      <div className={styles.sums}>
        {sums.known.map(({ hours, mm: amount }) => (
          <span key={hours}>
            <small>{hoursWords([hours])}</small>
            <b>{mm(amount)}</b>
          </span>
        ))}
        {sums.unknown.length > 0 ? (
          <span>
            <small>{hoursWords(sums.unknown)}</small>
            <i>{t('unknown')}</i>
          </span>
        ) : null}
      </div>
      <small>
        {t(gauges > 0 ? 'rain.gauges' : 'rain.gauges.none', { n: gauges })} · {t('rain.antecedent')}{' '}
        {zone.antecedent === null ? t('unknown') : mm(zone.antecedent)}
      </small>
      <small>
        {t('rain.forecast')}{' '}
        {[
          ...forecast.known.map(({ hours, mm: amount }) => `${hoursWords([hours])} ${mm(amount)}`),
          ...(forecast.unknown.length > 0 ? [`${hoursWords(forecast.unknown)} ${t('unknown')}`] : []),
          ...(zone.forecast.length === 0 ? [t('unknown')] : []),
        ].join(' · ')}
      </small>
      {zone.nowcast === null ? null : (
        <small className={styles.nowcast}>{t('rain.nowcast', { what: petaWord(`cap.severity.${zone.nowcast}`, zone.nowcast) })}</small>
      )}
    </div>
  )
}
