import type { Severity, Situation, WarningBrief } from '#libs/contract'
import { SeverityTag } from '../../severity'
import { shownSeverity } from '../../shown-severity'
import { clockTime, duration, useNow } from '../../time'
import { number } from '../../words'
import { CERTAINTIES, countCertainties } from './certainty'
import styles from './room.module.css'
import { t } from './words'

/** Four answers in five seconds: how bad, who is affected, how sure are we, what waits for a decision. */
export function Summary({ situation, waiting, inForce }: { situation: Situation; waiting: WarningBrief[]; inForce: WarningBrief[] }) {
  const now = useNow()
  const { villages, stations } = situation
  const affected = villages.filter(({ severity }) => severity > 0)
  const worst = Math.max(0, ...villages.map(({ severity }) => severity), ...stations.map(({ severity }) => severity)) as Severity
  const isKnown = worst > 0 || stations.some((station) => shownSeverity(station) !== 'unknown')
  const worstVillages = affected.filter(({ severity }) => severity === worst).length
  const worstStation = stations.find(({ severity }) => severity === worst && worst > 0)
  const next = affected
    .filter(({ expectedArrivalAt }) => expectedArrivalAt !== null && Date.parse(expectedArrivalAt) > now)
    .toSorted((a, b) => Date.parse(a.expectedArrivalAt ?? '') - Date.parse(b.expectedArrivalAt ?? ''))[0]
  const oldest = waiting.reduce<number | null>((least, { signalAt }) => Math.min(least ?? Infinity, Date.parse(signalAt)), null)
  return (
    <div className={styles.summary}>
      <div className={styles.tile} data-severity={isKnown ? worst : 'unknown'}>
        <h3>{t('worst')}</h3>
        <SeverityTag severity={isKnown ? worst : 'unknown'} large />
        <small>
          {worstStation ? `${worstStation.name} (${worstStation.label ?? ''})` : ''}
          {worstVillages > 0 && worst > 0 ? ` · ${t('worst.villages', { n: worstVillages })}` : ''}
        </small>
      </div>
      <div className={styles.tile}>
        <h3>{t('affected')}</h3>
        <b className={styles.big}>
          {affected.length > 0 ? t('affected.villages', { n: affected.length }) : t(isKnown ? 'affected.none' : 'affected.unknown')}
        </b>
        <small>
          {next?.expectedArrivalAt
            ? t('affected.next', { name: next.name, at: clockTime(next.expectedArrivalAt) })
            : t('affected.told', { n: inForce.length })}
        </small>
      </div>
      <Sureness stations={stations} />
      <div className={styles.tile} data-hot={waiting.length > 0}>
        <h3>{t('decide')}</h3>
        <b className={styles.big}>{number(waiting.length)}</b>
        <small>{oldest === null ? t('decide.none') : t('decide.oldest', { age: duration(now - oldest) })}</small>
      </div>
    </div>
  )
}

/** Every post counted once, so that the doubts and the sound ones add up. */
function Sureness({ stations }: { stations: Situation['stations'] }) {
  const counts = countCertainties(stations)
  const doubtful = CERTAINTIES.filter((certainty) => certainty !== 'sound' && counts[certainty] > 0)
  return (
    <div className={styles.tile}>
      <h3>{t('sure')}</h3>
      <b className={styles.big}>{t('sure.sound', { n: counts.sound, all: stations.length })}</b>
      <small className={doubtful.length > 0 ? 'doubt' : undefined}>
        {doubtful.length === 0
          ? t('sure.all')
          : doubtful.map((certainty) => (certainty === 'sound' ? '' : t(`sure.${certainty}`, { n: counts[certainty] }))).join(', ')}
      </small>
    </div>
  )
}
