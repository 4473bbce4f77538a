import { type ReactNode, useEffect, useRef, useState } from 'react'
import styles from './dialog.module.css'
import { t } from './words'

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

export const Actions = ({ children }: { children: ReactNode }) => <div className={styles.actions}>{children}</div>

/** Fewer letters are no reason. */
export const SHORTEST_REASON = 5

/** Asks why before something is done; the reason is kept with the officer's name. */
export function ReasonDialog(props: {
  title: string
  explain: string
  yes: string
  busy: boolean
  onYes: (reason: string) => void
  onNo: () => void
}) {
  const { title, explain, yes, busy, onYes, onNo } = props
  const [reason, setReason] = useState('')
  return (
    <Modal onNo={onNo}>
      <h1>{title}</h1>
      <p className="muted">{explain}</p>
      <label>
        {t('reason.label')}
        <textarea data-testid="reason" rows={3} autoFocus value={reason} onChange={(event) => setReason(event.target.value)} />
      </label>
      <Actions>
        <button
          className="primary"
          data-testid="confirm-reason"
          disabled={busy || reason.trim().length < SHORTEST_REASON}
          onClick={() => onYes(reason.trim())}
        >
          {yes}
        </button>
        <button onClick={onNo}>{t('cancel')}</button>
      </Actions>
    </Modal>
  )
}
