import { Link } from 'react-router'
import { refusalText } from '../../api'
import { useWarnings } from '../../queries'
import { SeverityTag } from '../../severity'
import { messages } from '../../text'
import { dateTime } from '../../time'
import { kindWord, number, stateWord, t as common, triggerValue } from '../../words'
import styles from './room.module.css'
import en from './strings.en.json'
import id from './strings.id.json'

const t = messages(id, en)

export function Kiriman() {
  const { data: warnings, error } = useWarnings()
  if (warnings === undefined) return <p className="page">{error ? refusalText(error) : common('loading')}</p>
  const sent = warnings.filter(({ approvedAt }) => approvedAt !== null)
  return (
    <div className="page">
      <h1>{t('title')}</h1>
      <p className="notice plain">
        <b>{t('honest')}</b> {t('honest.more')}
      </p>
      {sent.length === 0 ? <p className="muted">{t('none')}</p> : null}
      <div className="stack">
        {sent.map((warning) => (
          <Link key={warning.id} to={`/kiriman/${warning.id}`} className={styles.sent} data-testid="sent-warning">
            <SeverityTag severity={warning.severity} label={warning.label} />
            <b>
              {warning.stationName} {triggerValue(warning)}
            </b>
            <span>{kindWord(warning.kind)}</span>
            <span>{stateWord(warning)}</span>
            <span>{warning.recipients === null ? '' : `${number(warning.recipients)} ${t('recipients')}`}</span>
            <small>{dateTime(warning.approvedAt ?? warning.signalAt)}</small>
          </Link>
        ))}
      </div>
    </div>
  )
}
