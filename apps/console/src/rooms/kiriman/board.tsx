import { Link, useParams } from 'react-router'
import type { SendingBoard } from '#libs/contract'
import { refusalText } from '../../api'
import { useBoard } from '../../queries'
import { SeverityTag } from '../../severity'
import { messages } from '../../text'
import { clockTime } from '../../time'
import { number, stateWord, t as common, triggerValue } from '../../words'
import styles from './room.module.css'
import en from './strings.en.json'
import id from './strings.id.json'

const t = messages(id, en)

type Area = SendingBoard['areas'][number]
const STEPS = ['attempted', 'accepted', 'delivered', 'acknowledged'] as const
const REST = ['pending', 'failed', 'unknown', 'superseded', 'expired'] as const

export function KirimanBoard() {
  const { id: warningId = '' } = useParams()
  const { data: board, error } = useBoard(warningId)
  if (board === undefined) return <p className="page">{error ? refusalText(error) : common('loading')}</p>
  const { warning, totals, areas } = board
  const sum = (count: (area: Area) => number): number => areas.reduce((total, area) => total + count(area), 0)
  const recipients = totals.planned
  const counted = {
    attempted: totals.attempted,
    accepted: totals.accepted,
    delivered: sum(({ delivered }) => delivered),
    acknowledged: sum(({ acknowledged }) => acknowledged),
  }
  const kades = sum(({ kadesTotal }) => kadesTotal)
  const kadesAcknowledged = sum(({ kadesAcknowledged: n }) => n)
  return (
    <div className="page">
      <div className={styles.head}>
        <SeverityTag severity={warning.severity} label={warning.label} large />
        <div>
          <h2>
            {warning.stationName} {triggerValue(warning)}
          </h2>
          <div className="muted">
            {stateWord(warning)}
            {warning.approvedAt ? ` · ${t('approved', { at: clockTime(warning.approvedAt, true) })}` : ''}
            {warning.firstAttemptAt ? ` · ${t('first', { at: clockTime(warning.firstAttemptAt, true) })}` : ''}
          </div>
        </div>
        <Link className={`button ${styles.right}`} to={`/keputusan/${warning.id}`}>
          {t('draft')}
        </Link>
      </div>
      <div className={styles.totals}>
        {STEPS.map((step) => (
          <div key={step} className={styles.total} data-step={step}>
            <b data-testid={`board-${step}`}>{number(counted[step])}</b>
            <span>{t(step)}</span>
            <Bar step={step} part={counted[step]} whole={recipients} />
            <small>{t('of', { n: number(recipients) })}</small>
          </div>
        ))}
        <div className={styles.total} data-step="kades">
          <b>
            {number(kadesAcknowledged)}
            <i> / {number(kades)}</i>
          </b>
          <span>{t('kades')}</span>
          <Bar step="acknowledged" part={kadesAcknowledged} whole={kades} />
        </div>
      </div>
      <div className="row">
        <p className={styles.honest}>
          <b>{t('honest')}</b> {t('honest.more')}
        </p>
        {REST.map((state) =>
          totals[state] > 0 ? (
            <span key={state} className={state === 'failed' || state === 'unknown' ? 'chip warn' : 'chip'}>
              {number(totals[state])} {t(state)}
            </span>
          ) : null,
        )}
      </div>
      <div className={styles.areas}>
        {areas.toSorted(leastAcknowledged).map((area) => (
          <AreaCard key={area.code} area={area} />
        ))}
      </div>
    </div>
  )
}

/** Villages whose kades has not answered come first: somebody has to ring them. */
const leastAcknowledged = (a: Area, b: Area): number =>
  a.kadesAcknowledged - b.kadesAcknowledged ||
  a.acknowledged / (a.recipients || 1) - b.acknowledged / (b.recipients || 1) ||
  a.name.localeCompare(b.name)

function AreaCard({ area }: { area: Area }) {
  return (
    <div className={styles.area}>
      <div className={styles.title}>
        <b className={styles.name}>{area.name}</b>
        <KadesMark area={area} />
      </div>
      {STEPS.map((step) => (
        <div key={step} className={styles.step}>
          <small>{t(step)}</small>
          <Bar step={step} part={area[step]} whole={area.recipients} />
          <span>
            {number(area[step])}
            <i>/{number(area.recipients)}</i>
          </span>
        </div>
      ))}
    </div>
  )
}

function KadesMark({ area }: { area: Area }) {
  if (area.kadesTotal === 0) return <span className="bad">✕ {t('kades.none')}</span>
  if (area.kadesAcknowledged === 0) return <span className="doubt">○ {t('kades.no')}</span>
  if (area.kadesAcknowledged < area.kadesTotal)
    return <span className={styles.yes}>● {t('kades.some', { n: area.kadesAcknowledged, total: area.kadesTotal })}</span>
  return <span className={styles.yes}>✓ {t('kades.yes')}</span>
}

function Bar({ step, part, whole }: { step: (typeof STEPS)[number]; part: number; whole: number }) {
  return (
    <span className={styles.bar} data-step={step}>
      <i style={{ width: `${whole > 0 ? Math.min(100, (part / whole) * 100) : 0}%` }} />
    </span>
  )
}
