import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { WarningDetail } from '#libs/contract'
import { SeverityTag } from '../../severity'
import { messages } from '../../text'
import { number, t as common } from '../../words'
import styles from './room.module.css'
import en from './strings.en.json'
import id from './strings.id.json'

const t = messages(id, en)

/** A modal that is open for as long as it is rendered. */
export function Modal({ onNo, children }: { onNo: () => void; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])
  return (
    <dialog ref={dialog} onCancel={onNo}>
      <div className="stack">{children}</div>
    </dialog>
  )
}

/** Repeats what is about to happen: how bad, where, how many people. */
export function ConfirmApproval({
  warning,
  busy,
  onYes,
  onNo,
}: {
  warning: WarningDetail
  busy: boolean
  onYes: () => void
  onNo: () => void
}) {
  const told = warning.areas.filter(({ withheld }) => !withheld)
  const people = warning.people.reduce((sum, { count }) => sum + count, 0)
  return (
    <Modal onNo={onNo}>
      {warning.exercise ? <div className={styles.drill}>LATIHAN</div> : null}
      <h1>{t(warning.exercise ? 'confirm.title.drill' : 'confirm.title')}</h1>
      <SeverityTag severity={warning.severity} label={warning.label} large />
      <div className={styles.sizes}>
        <b>{t('confirm.villages', { n: told.length })}</b>
        <b>{t('confirm.people', { n: number(people) })}</b>
      </div>
      <p className={styles.names}>{told.map(({ name }) => name).join(', ')}</p>
      <p className={styles.text}>{warning.text}</p>
      <p className={warning.exercise ? 'notice plain' : 'notice'}>{t(warning.exercise ? 'confirm.drill' : 'confirm.real')}</p>
      <div className={styles.actions}>
        <button className="danger" data-testid="confirm-approve" disabled={busy} onClick={onYes}>
          {t('confirm.yes')}
        </button>
        <button onClick={onNo}>{common('cancel')}</button>
      </div>
    </Modal>
  )
}

const SHORTEST = 5

export function ReasonDialog(props: { asked: 'decline' | 'return'; busy: boolean; onYes: (reason: string) => void; onNo: () => void }) {
  const { asked, busy, onYes, onNo } = props
  const [reason, setReason] = useState('')
  return (
    <Modal onNo={onNo}>
      <h1>{t(`${asked}.title`)}</h1>
      <p className="muted">{t(`${asked}.explain`)}</p>
      <label>
        {t('reason.label')}
        <textarea data-testid="reason" rows={3} autoFocus value={reason} onChange={(event) => setReason(event.target.value)} />
      </label>
      <div className={styles.actions}>
        <button
          className="primary"
          data-testid="confirm-reason"
          disabled={busy || reason.trim().length < SHORTEST}
          onClick={() => onYes(reason.trim())}
        >
          {t(asked)}
        </button>
        <button onClick={onNo}>{common('cancel')}</button>
      </div>
    </Modal>
  )
}
