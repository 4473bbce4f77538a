import { Link } from 'react-router'
import type { ReplayRun } from '#libs/contract'
import { messages } from '../../text'
import { dateTime } from '../../time'
import { number } from '../../words'
import styles from './room.module.css'
import en from './strings.en.json'
import id from './strings.id.json'

const t = messages(id, en)

/** How far a replay is, and whether it waits for officers. */
export function Run({ run, running, title }: { run: ReplayRun; running: boolean; title: string }) {
  const share = run.polls > 0 ? Math.min(100, (run.cursor / run.polls) * 100) : 0
  return (
    <section className="panel stack">
      <div className="row spread">
        <h2>
          {t(running ? 'run' : 'last')}: {title}
        </h2>
        <span className={run.state === 'failed' ? 'chip warn' : 'chip'} data-testid="replay-state">
          {t(`state.${run.state}`)} · {run.speed === 'max' ? t('speed.max') : `${run.speed}x`}
        </span>
      </div>
      {run.at ? (
        <p>
          {t('at')} <b className={styles.at}>{dateTime(run.at)}</b>
        </p>
      ) : null}
      <div className={styles.bar} role="progressbar" aria-valuenow={Math.round(share)}>
        <i style={{ width: `${share}%` }} />
      </div>
      <small>{t('progress', { cursor: number(run.cursor), polls: number(run.polls) })}</small>
      {run.waitingForDecision && running ? (
        <div className="notice warn row spread">
          <span>{t('waits')}</span>
          <Link className="button" to="/keputusan">
            {t('waits.go')} →
          </Link>
        </div>
      ) : null}
      {run.failure ? <p className="notice">{run.failure}</p> : null}
    </section>
  )
}
