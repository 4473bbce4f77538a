import { Link } from 'react-router'
import type { WarningBrief } from '#libs/contract'
import { refusalText } from '../../api'
import { useWarnings } from '../../queries'
import { SeverityTag } from '../../severity'
import { messages } from '../../text'
import { dateTime } from '../../time'
import { kindWord, stateWord, t as common, triggerValue } from '../../words'
import { DecisionItem } from './decision-item'
import styles from './room.module.css'
import en from './strings.en.json'
import id from './strings.id.json'
import { byUrgency, isWaiting } from './urgency'

const t = messages(id, en)

export function Keputusan() {
  const { data: warnings, error } = useWarnings()
  if (warnings === undefined) return <p className="page">{error ? refusalText(error) : common('loading')}</p>
  const waiting = warnings.filter(isWaiting).toSorted(byUrgency)
  const decided = warnings.filter((warning) => !isWaiting(warning))
  return (
    <div className="page">
      <h1>{t('title')}</h1>
      {waiting.length === 0 ? <p className="muted">{t('none')}</p> : null}
      <div className={styles.waiting}>
        {waiting.map((warning) => (
          <DecisionItem key={warning.id} warning={warning} />
        ))}
      </div>
      <h2>{t('decided')}</h2>
      {decided.length === 0 ? <p className="muted">{t('decided.none')}</p> : null}
      <div className="stack">
        {decided.map((warning) => (
          <Decided key={warning.id} warning={warning} />
        ))}
      </div>
    </div>
  )
}

function Decided({ warning }: { warning: WarningBrief }) {
  return (
    <Link to={`/keputusan/${warning.id}`} className={styles.decided}>
      <SeverityTag severity={warning.severity} label={warning.label} />
      <b>
        {warning.stationName} {triggerValue(warning)}
      </b>
      <span>{kindWord(warning.kind)}</span>
      <span>{stateWord(warning)}</span>
      <small>{dateTime(warning.signalAt)}</small>
    </Link>
  )
}
