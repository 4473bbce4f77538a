import { Link, useParams } from 'react-router'
import type { Me, WarningDetail } from '#libs/contract'
import { refusalText } from '../../api'
import { useWarning } from '../../queries'
import { SeverityTag, severityWord } from '../../severity'
import { messages } from '../../text'
import { clockTime, dateTime, duration, stopwatch, useNow } from '../../time'
import { kindWord, stateWord, t as common, triggerValue } from '../../words'
import { Decide } from './decide'
import { Areas, People } from './recipients'
import styles from './room.module.css'
import en from './strings.en.json'
import id from './strings.id.json'

const t = messages(id, en)

export function KeputusanDraft({ me }: { me: Me }) {
  const { id: warningId = '' } = useParams()
  const { data: warning, error } = useWarning(warningId)
  if (warning === undefined) return <p className="page">{error ? refusalText(error) : common('loading')}</p>
  return (
    <div className="page" data-testid="draft">
      <Head warning={warning} />
      <div className={styles.columns}>
        <div className="stack">
          <Why warning={warning} />
          <Decide key={`${warning.id} ${warning.text}`} warning={warning} me={me} />
        </div>
        <div className="stack">
          <People warning={warning} />
          <Areas warning={warning} />
        </div>
      </div>
    </div>
  )
}

function Head({ warning }: { warning: WarningDetail }) {
  const now = useNow()
  const open = warning.state === 'draft' || warning.state === 'submitted'
  const left = Date.parse(warning.expiresAt) - now
  return (
    <div className={styles.head} data-severity={warning.severity}>
      <SeverityTag severity={warning.severity} label={warning.label} large />
      <div>
        <h2>{kindWord(warning.kind)}</h2>
        <div data-testid="warning-state">{stateWord(warning)}</div>
      </div>
      <div className={styles.spring} />
      <div className={styles.clock}>
        <small>{t('expires', { at: clockTime(warning.expiresAt) })}</small>
        <span className={left < 0 ? 'bad' : undefined}>{left < 0 ? t('expires.gone') : t('expires.in', { time: duration(left) })}</span>
      </div>
      {open ? (
        <div className={styles.clock}>
          <small>{t('clock')}</small>
          <b>{stopwatch(now - Date.parse(warning.signalAt))}</b>
        </div>
      ) : null}
    </div>
  )
}

function Why({ warning }: { warning: WarningDetail }) {
  const shown = { post: warning.stationName, level: triggerValue(warning), label: warning.label ?? '' }
  return (
    <section className="panel stack">
      <h3>{t('why')}</h3>
      <p className={styles.why}>{t(warning.label ? 'why.post' : 'why.no-label', shown)}</p>
      <p>
        {t('why.at', { at: dateTime(warning.observedAt) })}
        {warning.travelMinutes > 0 ? `; ${t('why.travel', { time: duration(warning.travelMinutes * 60_000) })}` : ''}
      </p>
      {warning.replaces ? (
        <p className="muted">
          {t('replaces', { severity: severityWord(warning.replaces.severity), kind: kindWord(warning.replaces.kind) })}
        </p>
      ) : null}
      {warning.submittedBy && warning.submittedAt ? (
        <p className="muted">{t('submitted-by', { name: warning.submittedBy, at: clockTime(warning.submittedAt) })}</p>
      ) : null}
      {warning.approvedBy && warning.approvedAt ? (
        <p className="muted">{t('approved-by', { name: warning.approvedBy, at: clockTime(warning.approvedAt) })}</p>
      ) : null}
      {warning.decisionReason ? <p className="notice warn">{t('reason', { reason: warning.decisionReason })}</p> : null}
      {warning.stationId ? (
        <div>
          <Link className={styles.link} to={`/pos/${warning.stationId}`}>
            {t('why.see')} →
          </Link>
        </div>
      ) : null}
    </section>
  )
}
