import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type { Me, WarningDetail } from '#libs/contract'
import { post, refusalText } from '../../api'
import { useWarning } from '../../queries'
import { SeverityTag, severityWord } from '../../severity'
import { messages } from '../../text'
import { clockTime, dateTime, duration, stopwatch, useNow } from '../../time'
import { kindWord, level, number, roleWord, stateWord, t as common } from '../../words'
import { ConfirmApproval, ReasonDialog } from './dialogs'
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
          <Words key={`${warning.id} ${warning.text}`} warning={warning} me={me} />
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
  const shown = { post: warning.stationName, level: level(warning.value, warning.displayUnit), label: warning.label ?? '' }
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

const LONGEST = 480
const segmentsOf = (text: string): number => (text.length <= 160 ? 1 : Math.ceil(text.length / 153))

type Asked = 'approve' | 'decline' | 'return' | null

function Words({ warning, me }: { warning: WarningDetail; me: Me }) {
  const client = useQueryClient()
  const [text, setText] = useState(warning.text)
  const [asked, setAsked] = useState<Asked>(null)
  const mayDraft = me.permissions.includes('draft')
  const mayDecide = me.permissions.includes('decide')
  const editable = warning.state === 'draft' && mayDraft
  const changed = text !== warning.text
  const own = warning.submittedBy !== null && [me.id, me.username, me.fullName].includes(warning.submittedBy)

  const act = useMutation({
    mutationFn: ({ path, body }: { path: string; body: unknown }) =>
      post<WarningDetail>(`/warnings/${encodeURIComponent(warning.id)}/${path}`, body),
    onSettled: async () => {
      setAsked(null)
      await Promise.all(['warning', 'warnings', 'situation'].map((key) => client.invalidateQueries({ queryKey: [key] })))
    },
  })
  const send = (path: string, body: unknown = {}): void => act.mutate({ path, body })
  const open = warning.state === 'draft' || warning.state === 'submitted'

  return (
    <section className="panel stack">
      <div className="row spread">
        <h3>{t('text')}</h3>
        <small className={text.length > LONGEST ? 'bad' : undefined}>
          {t('text.count', { chars: text.length, segments: changed ? segmentsOf(text) : warning.segments })}
          {text.length > LONGEST ? ` · ${t('text.long')}` : ''}
        </small>
      </div>
      {editable ? (
        <>
          <textarea
            className={styles.text}
            data-testid="warning-text"
            rows={5}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <div className="row">
            <button
              data-testid="save-text"
              disabled={!changed || act.isPending || text.length > LONGEST}
              onClick={() => send('text', { text })}
            >
              {t('text.save')}
            </button>
            {changed ? <small className="doubt">{t('text.unsaved')}</small> : null}
          </div>
        </>
      ) : (
        <p className={styles.text}>{warning.text}</p>
      )}
      {act.isError ? (
        <p className="notice" role="alert" data-testid="refusal">
          {refusalText(act.error)}
        </p>
      ) : null}
      {open ? (
        <div className={styles.actions}>
          {warning.state === 'draft' && mayDraft ? (
            <button className="primary" data-testid="submit-warning" disabled={changed || act.isPending} onClick={() => send('submission')}>
              {t('submit')}
            </button>
          ) : null}
          {warning.state === 'submitted' && mayDecide ? (
            <>
              <button className="danger" data-testid="approve-warning" disabled={own || act.isPending} onClick={() => setAsked('approve')}>
                {t('approve')}
              </button>
              <button data-testid="return-warning" disabled={act.isPending} onClick={() => setAsked('return')}>
                {t('return')}
              </button>
            </>
          ) : null}
          {mayDecide ? (
            <button className="quiet" data-testid="decline-warning" disabled={act.isPending} onClick={() => setAsked('decline')}>
              {t('decline')}
            </button>
          ) : null}
          {warning.state === 'submitted' && mayDecide && own ? <small className="doubt">{t('own')}</small> : null}
          {warning.state === 'submitted' && !mayDecide ? <small>{t('not-decide')}</small> : null}
          {warning.state === 'draft' && !mayDraft ? <small>{t('not-draft')}</small> : null}
        </div>
      ) : (
        <div>
          <Link className="button" data-testid="to-board" to={`/kiriman/${warning.id}`}>
            {t('board')} →
          </Link>
        </div>
      )}
      {asked === 'approve' ? (
        <ConfirmApproval warning={warning} busy={act.isPending} onYes={() => send('approval')} onNo={() => setAsked(null)} />
      ) : null}
      {asked === 'decline' || asked === 'return' ? (
        <ReasonDialog asked={asked} busy={act.isPending} onYes={(reason) => send(asked, { reason })} onNo={() => setAsked(null)} />
      ) : null}
    </section>
  )
}

function People({ warning }: { warning: WarningDetail }) {
  const total = warning.people.reduce((sum, { count }) => sum + count, 0)
  return (
    <section className="panel stack">
      <h3>{t('people')}</h3>
      <div className={styles.people}>
        <div>
          <b>{number(total)}</b>
          <small>{t('people.total')}</small>
        </div>
        {warning.people.map(({ role, count }) => (
          <div key={role}>
            <b>{number(count)}</b>
            <small>{roleWord(role)}</small>
          </div>
        ))}
      </div>
    </section>
  )
}

function Areas({ warning }: { warning: WarningDetail }) {
  const told = warning.areas.filter(({ withheld }) => !withheld)
  return (
    <section className="panel stack">
      <h3>
        {t('areas')}: {told.length}
      </h3>
      <table className={styles.areas}>
        <thead>
          <tr>
            <th>{t('area')}</th>
            <th>{t('arrival')}</th>
            <th className="n">{t('contacts')}</th>
            <th>{t('kades')}</th>
          </tr>
        </thead>
        <tbody>
          {warning.areas.map((area) => (
            <tr key={area.code} className={area.withheld ? styles.withheld : undefined}>
              <td>
                <b>{area.name}</b>
                {area.withheld ? <div className="doubt">{t('withheld')}</div> : null}
              </td>
              <td>{area.expectedArrivalAt ? clockTime(area.expectedArrivalAt) : '–'}</td>
              <td className="n">{number(area.contacts)}</td>
              <td>{area.kades > 0 ? number(area.kades) : <span className="bad">✕ {t('no-kades')}</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
