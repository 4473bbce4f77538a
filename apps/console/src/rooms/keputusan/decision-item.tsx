import { Link } from 'react-router'
import type { WarningBrief } from '#libs/contract'
import { SeverityIcon, severityWord } from '../../severity'
import { messages } from '../../text'
import { stopwatch, useNow } from '../../time'
import { kindWord, number, triggerValue } from '../../words'
import styles from './decision-item.module.css'
import en from './strings.en.json'
import id from './strings.id.json'
import { haste } from './urgency'

const t = messages(id, en)

/** A warning that waits for officers, with the clock that runs against them. */
export function DecisionItem({ warning }: { warning: WarningBrief }) {
  return (
    <Link to={`/keputusan/${warning.id}`} data-testid="decision-item" className={styles.decision} data-severity={warning.severity}>
      <SeverityIcon severity={warning.severity} size={38} />
      <div>
        <div className="row">
          <span className="severity" data-severity={warning.severity}>
            <b>{severityWord(warning.severity)}</b>
            {warning.label ? <span className="severity-label">{warning.label}</span> : null}
          </span>
          <span className="chip">{kindWord(warning.kind)}</span>
        </div>
        <div className={styles.where}>
          {warning.stationName} {triggerValue(warning)}
        </div>
        <small>
          {t('item.villages', { n: warning.villages })}
          {warning.recipients === null ? '' : ` · ${t('item.people', { n: number(warning.recipients) })}`} ·{' '}
          {warning.state === 'draft' ? t('item.submit') : t('item.approve')}
        </small>
      </div>
      <WaitingClock since={warning.signalAt} />
    </Link>
  )
}

function WaitingClock({ since }: { since: string }) {
  const waited = useNow() - Date.parse(since)
  return (
    <span className={styles.waited} data-haste={haste(waited)}>
      <small>{t('item.since')}</small>
      <b>{stopwatch(waited)}</b>
    </span>
  )
}
