import { Link } from 'react-router'
import type { Severity, Situation, StationBrief, WarningBrief } from '#libs/contract'
import { refusalText } from '../../api'
import { useSituation } from '../../queries'
import { SEVERITIES, SeverityIcon, SeverityTag } from '../../severity'
import { messages } from '../../text'
import { ageOf, clockTime, duration, stopwatch, useNow } from '../../time'
import { doubts, kindWord, level, number, stateWord, t as common, TREND_ARROW, word } from '../../words'
import { MapBoundary, SituationMap } from './map'
import styles from './room.module.css'
import en from './strings.en.json'
import id from './strings.id.json'

const t = messages(id, en)

export const isWaiting = (warning: WarningBrief): boolean => warning.state === 'draft' || warning.state === 'submitted'
const isInForce = (warning: WarningBrief): boolean =>
  warning.state === 'approved' || warning.state === 'sending' || warning.state === 'active'
/** The worst first, of equals the one that has waited longest. */
export const byUrgency = (a: WarningBrief, b: WarningBrief): number =>
  b.severity - a.severity || Date.parse(a.signalAt) - Date.parse(b.signalAt)

const HURRY_MS = 5 * 60_000
const LATE_MS = 10 * 60_000

export function Peta() {
  const { data: situation, error } = useSituation()
  if (situation === undefined) return <p className="page">{error ? refusalText(error) : common('loading')}</p>
  const waiting = situation.warnings.filter(isWaiting).toSorted(byUrgency)
  const inForce = situation.warnings.filter(isInForce).toSorted(byUrgency)
  return (
    <div className={styles.peta}>
      <Summary situation={situation} waiting={waiting} inForce={inForce} />
      <div className={styles.halves}>
        <MapBoundary>
          <SituationMap situation={situation} />
        </MapBoundary>
        <div className={styles.list}>
          <section>
            <h2>{t('decisions')}</h2>
            {waiting.length === 0 ? <p className="muted">{t('decide.none')}</p> : null}
            {waiting.map((warning) => (
              <DecisionItem key={warning.id} warning={warning} />
            ))}
          </section>
          {inForce.length > 0 ? (
            <section>
              <h2>{t('in-force')}</h2>
              {inForce.map((warning) => (
                <Link key={warning.id} to={`/kiriman/${warning.id}`} className={styles.force}>
                  <SeverityTag severity={warning.severity} label={warning.label} />
                  <span>{warning.stationName}</span>
                  <small>{stateWord(warning)}</small>
                </Link>
              ))}
            </section>
          ) : null}
          <Villages villages={situation.villages} />
          <section>
            <h2>{t('stations')}</h2>
            {situation.stations.toSorted(bySeverity).map((station) => (
              <StationRow key={station.id} station={station} />
            ))}
          </section>
        </div>
      </div>
    </div>
  )
}

const bySeverity = (a: StationBrief, b: StationBrief): number =>
  b.severity - a.severity || doubts(a).length - doubts(b).length || a.name.localeCompare(b.name)

function Summary({ situation, waiting, inForce }: { situation: Situation; waiting: WarningBrief[]; inForce: WarningBrief[] }) {
  const now = useNow()
  const affected = situation.villages.filter((village) => village.severity > 0)
  const worst = Math.max(
    0,
    ...situation.villages.map(({ severity }) => severity),
    ...situation.stations.map(({ severity }) => severity),
  ) as Severity
  const worstVillages = affected.filter(({ severity }) => severity === worst).length
  const worstStation = situation.stations.find(({ severity }) => severity === worst && worst > 0)
  const flagged = (flag: string): number =>
    situation.stations.filter((station) => station.degraded.includes(flag) || station.withheld === flag).length
  const sound = situation.stations.filter((station) => doubts(station).length === 0).length
  const next = affected
    .filter((village) => village.expectedArrivalAt !== null && Date.parse(village.expectedArrivalAt) > now)
    .toSorted((a, b) => Date.parse(a.expectedArrivalAt ?? '') - Date.parse(b.expectedArrivalAt ?? ''))[0]
  const oldest = waiting.reduce<number | null>((least, { signalAt }) => Math.min(least ?? Infinity, Date.parse(signalAt)), null)
  return (
    <div className={styles.summary}>
      <div className={styles.tile} data-severity={worst}>
        <h3>{t('worst')}</h3>
        <SeverityTag severity={worst} large />
        <small>
          {worstStation ? `${worstStation.name} (${worstStation.label ?? ''})` : ''}
          {worstVillages > 0 && worst > 0 ? ` · ${t('worst.villages', { n: worstVillages })}` : ''}
        </small>
      </div>
      <div className={styles.tile}>
        <h3>{t('affected')}</h3>
        <b className={styles.big}>{affected.length === 0 ? t('affected.none') : t('affected.villages', { n: affected.length })}</b>
        <small>
          {next?.expectedArrivalAt
            ? t('affected.next', { name: next.name, at: clockTime(next.expectedArrivalAt) })
            : t('affected.told', { n: inForce.length })}
        </small>
      </div>
      <div className={styles.tile}>
        <h3>{t('sure')}</h3>
        <b className={styles.big}>{t('sure.fresh', { n: sound })}</b>
        <small className={sound < situation.stations.length ? 'doubt' : undefined}>
          {t('sure.doubt', {
            suspect: flagged('latest-suspect'),
            stale: flagged('stale'),
            ladder: flagged('no-ladder') + flagged('ladder-not-valid-yet'),
          })}
        </small>
      </div>
      <div className={waiting.length > 0 ? styles.tileHot : styles.tile}>
        <h3>{t('decide')}</h3>
        <b className={styles.big}>{waiting.length === 0 ? '0' : number(waiting.length)}</b>
        <small>{oldest === null ? t('decide.none') : t('decide.oldest', { age: duration(now - oldest) })}</small>
      </div>
    </div>
  )
}

/** How long officers have had the signal: amber after five minutes, red after ten. */
function WaitingClock({ since }: { since: string }) {
  const waited = useNow() - Date.parse(since)
  const haste = waited > LATE_MS ? styles.late : waited > HURRY_MS ? styles.hurry : styles.fresh
  return (
    <span className={`${styles.waited} ${haste}`}>
      <small>{t('decision.since')}</small>
      <b>{stopwatch(waited)}</b>
    </span>
  )
}

export function DecisionItem({ warning }: { warning: WarningBrief }) {
  return (
    <Link to={`/keputusan/${warning.id}`} data-testid="decision-item" className={styles.decision} data-severity={warning.severity}>
      <SeverityIcon severity={warning.severity} size={38} />
      <div>
        <div className="row">
          <SeverityWord warning={warning} />
          <span className="chip">{kindWord(warning.kind)}</span>
        </div>
        <div className={styles.where}>
          {warning.stationName} {level(warning.value, warning.displayUnit)}
        </div>
        <small>
          {t('decision.villages', { n: warning.villages })}
          {warning.recipients === null ? '' : ` · ${t('decision.people', { n: number(warning.recipients) })}`} ·{' '}
          {warning.state === 'draft' ? t('decision.submit') : t('decision.approve')}
        </small>
      </div>
      <WaitingClock since={warning.signalAt} />
    </Link>
  )
}

const SeverityWord = ({ warning }: { warning: WarningBrief }) => (
  <span className="severity" data-severity={warning.severity}>
    <b>{word(`severity.${warning.severity}`)}</b>
    {warning.label ? <span className="severity-label">{warning.label}</span> : null}
  </span>
)

function Villages({ villages }: { villages: Situation['villages'] }) {
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

function StationRow({ station }: { station: StationBrief }) {
  const now = useNow()
  const flags = doubts(station)
  return (
    <Link to={`/pos/${station.id}`} className={styles.station}>
      <SeverityIcon severity={station.severity} size={26} />
      <div>
        <div>
          <b>{station.name}</b> <small>{station.river}</small>
        </div>
        <small>
          {word(`severity.${station.severity}`)}
          {station.label ? ` (${station.label})` : ''}
          {station.latestAt ? ` · ${common('age', { age: ageOf(station.latestAt, now) })}` : ''}
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
