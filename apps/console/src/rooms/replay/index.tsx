import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Me } from '#libs/contract'
import { post, refusalText, remove } from '../../api'
import { Modal } from '../../dialog'
import { useReplays } from '../../queries'
import { messages } from '../../text'
import { dateTime, fromLocalField, zoneName } from '../../time'
import { t as common } from '../../words'
import styles from './room.module.css'
import { Run } from './run'
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
  const [until, setUntil] = useState('')
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
  const untilAt = fromLocalField(until)
  const start = (): void =>
    act.mutate(() =>
      post('/replays', {
        name,
        speed: speed === 'max' ? 'max' : Number(speed),
        ...(untilAt === null ? {} : { until: new Date(untilAt).toISOString() }),
      }),
    )

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
        <label>
          {t('until', { zone: zoneName() })}
          <input
            type="datetime-local"
            data-testid="replay-until"
            value={until}
            onChange={(event) => setUntil(event.target.value)}
            disabled={running}
          />
          <small>{t('until.explain')}</small>
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
          {untilAt === null ? null : <p>{t('confirm.until', { at: dateTime(untilAt) })}</p>}
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
