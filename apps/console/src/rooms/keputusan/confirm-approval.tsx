import type { WarningDetail } from '#libs/contract'
import { Actions, Modal } from '../../dialog'
import { SeverityTag } from '../../severity'
import { messages } from '../../text'
import { number, t as common } from '../../words'
import styles from './room.module.css'
import en from './strings.en.json'
import id from './strings.id.json'

const t = messages(id, en)

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
      <Actions>
        <button className="danger" data-testid="confirm-approve" disabled={busy} onClick={onYes}>
          {t('confirm.yes')}
        </button>
        <button onClick={onNo}>{common('cancel')}</button>
      </Actions>
    </Modal>
  )
}
