import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Me, WarningDetail } from '#libs/contract'
import { post, refusalText } from '../../api'
import { Actions, ReasonDialog } from '../../dialog'
import { messages } from '../../text'
import { ConfirmApproval } from './confirm-approval'
import styles from './room.module.css'
import en from './strings.en.json'
import id from './strings.id.json'

const t = messages(id, en)

const LONGEST = 480
const segmentsOf = (text: string): number => (text.length <= 160 ? 1 : Math.ceil(text.length / 153))

type Asked = 'approve' | 'decline' | 'return' | null

/** The text that will be sent, and what this officer may do with the warning. */
export function Decide({ warning, me }: { warning: WarningDetail; me: Me }) {
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
        <Actions>
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
        </Actions>
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
        <ReasonDialog
          title={t(`${asked}.title`)}
          explain={t(`${asked}.explain`)}
          yes={t(asked)}
          busy={act.isPending}
          onYes={(reason) => send(asked, { reason })}
          onNo={() => setAsked(null)}
        />
      ) : null}
    </section>
  )
}
