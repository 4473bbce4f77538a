import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Me, ReplayRun } from '#libs/contract'
import { post, refusalText, remove } from '../../api'
import { useReplays } from '../../queries'
import { messages } from '../../text'
import { dateTime } from '../../time'
import { number, t as common } from '../../words'
import { Modal } from '../keputusan/dialogs'
import styles from './room.module.css'
import en from './strings.en.json'
import id from './strings.id.json'

const t = messages(id, en)
const SPEEDS = ['1', '60', '300', 'max'] as const
type Speed = (typeof SPEEDS)[number]
const isSpeed = (value: string): value is Speed => SPEEDS.some((speed) => speed === value)

export function ReplayRoom({ me }: { me: Me }) {
  const client = useQueryClient()
  const { data, error } = useReplays()
  const [chosen, setChosen] = useState('')
  const [speed, setSpeed] = useState<Speed>('300')
  const [asked, setAsked] = useState<'start' | 'stop' | null>(null)
  const act = useMutation({
    mutationFn: (request: () => Promise<unknown>) => request(),
    onSettled: async () => {
      setAsked(null)
      await client.invalidateQueries()
    },
  })
  if (data === undefined) return <p className="page">{error ? refusalText(error) : common('loading')}</p>
  const name = chosen === '' ? (data.available[0]?.name ?? '') : chosen
  const title = data.available.find((replay) => replay.name === name)?.title ?? name
  const running = data.run !== null && (data.run.state === 'running' || data.run.state === 'waiting')
  const may = me.permissions.includes('run-replay')
  const start = (): void => act.mutate(() => post('/replays', { name, speed: speed === 'max' ? 'max' : Number(speed) }))

  return (
    <div className="page">
      <h1>{t('title')}</h1>
      <p className={styles.explain}>{t('explain')}</p>
      {data.run ? (
        <Run
          run={data.run}
          running={running}
          title={data.available.find((replay) => replay.name === data.run?.name)?.title ?? data.run.name}
        />
      ) : null}
      {act.isError ? (
        <p className="notice" role="alert">
          {refusalText(act.error)}
        </p>
      ) : null}
      <section className={`panel stack ${styles.form}`}>
        <label>
          {t('choose')}
          <select data-testid="replay-name" value={name} onChange={(event) => setChosen(event.target.value)} disabled={running}>
            {data.available.map((replay) => (
              <option key={replay.name} value={replay.name}>
                {replay.title}
              </option>
            ))}
          </select>
        </label>
        {data.available.length === 0 ? <p className="muted">{t('none')}</p> : null}
        <label>
          {t('speed')}
          <select
            data-testid="replay-speed"
            value={speed}
            onChange={(event) => isSpeed(event.target.value) && setSpeed(event.target.value)}
            disabled={running}
          >
            {SPEEDS.map((option) => (
              <option key={option} value={option}>
                {t(`speed.${option}`)}
              </option>
            ))}
          </select>
        </label>
        <div className="row">
          <button
            className="primary"
            data-testid="replay-start"
            disabled={!may || running || name === '' || act.isPending}
            onClick={() => setAsked('start')}
          >
            {t('start')}
          </button>
          <button data-testid="replay-stop" disabled={!may || !running || act.isPending} onClick={() => setAsked('stop')}>
            {t('stop')}
          </button>
          {may ? null : <small>{t('not-allowed')}</small>}
        </div>
      </section>
      {asked === 'start' ? (
        <Modal onNo={() => setAsked(null)}>
          <h1>{t('confirm.title', { title })}</h1>
          <p className="notice">{t('confirm.explain')}</p>
          <div className="row">
            <button className="danger" data-testid="confirm-replay" disabled={act.isPending} onClick={start}>
              {t('confirm.yes')}
            </button>
            <button onClick={() => setAsked(null)}>{common('cancel')}</button>
          </div>
        </Modal>
      ) : null}
      {asked === 'stop' ? (
        <Modal onNo={() => setAsked(null)}>
          <h1>{t('stop.title')}</h1>
          <div className="row">
            <button
              className="danger"
              data-testid="confirm-stop"
              disabled={act.isPending}
              onClick={() => act.mutate(() => remove('/replays/current'))}
            >
              {t('stop')}
            </button>
            <button onClick={() => setAsked(null)}>{common('cancel')}</button>
          </div>
        </Modal>
      ) : null}
    </div>
  )
}

function Run({ run, running, title }: { run: ReplayRun; running: boolean; title: string }) {
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
