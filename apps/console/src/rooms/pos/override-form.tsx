import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { StationDetail } from '#libs/contract'
import { post, refusalText } from '../../api'
import { Actions, Modal, SHORTEST_REASON } from '../../dialog'
import { dateTime, fromLocalField, localField, zoneName } from '../../time'
import { number, t as common } from '../../words'
import { type Choice, NO_CHOICE, problemOf, readingsIn } from './choice'
import styles from './room.module.css'
import { moment, t } from './words'

const QUALITIES = ['good', 'suspect'] as const

/** A person's verdict on a stretch of readings: chosen, given a reason, read once more, then recorded with the name. */
export function OverrideForm(props: { station: StationDetail; choice: Choice; onChoice: (choice: Choice) => void }) {
  const { station, choice, onChoice } = props
  const client = useQueryClient()
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const act = useMutation({
    mutationFn: ({ from, to, parameter, quality }: { [K in keyof Choice]: NonNullable<Choice[K]> }) =>
      post<unknown>(`/stations/${encodeURIComponent(station.id)}/overrides`, {
        parameter,
        from: new Date(from).toISOString(),
        to: new Date(to).toISOString(),
        quality,
        reason: reason.trim(),
      }),
    onSuccess: () => {
      setReason('')
      onChoice(NO_CHOICE)
    },
    onSettled: async () => {
      setAsked(false)
      await Promise.all(['station', 'situation'].map((key) => client.invalidateQueries({ queryKey: [key] })))
    },
  })
  const problem = problemOf(choice, reason, SHORTEST_REASON)
  const { from, to, parameter, quality } = choice
  const count = number(readingsIn(station, choice))
  return (
    <section className="panel stack" id="override" data-testid="override-form">
      <h2>{t('override')}</h2>
      <p className="muted">{t('override.explain')}</p>
      <div className={styles.stretch}>
        {station.rain.length > 0 ? (
          <label>
            {t('override.parameter')}
            <select
              value={parameter}
              onChange={({ target }) => onChoice({ ...choice, parameter: target.value === 'rain' ? 'rain' : 'water_level' })}
            >
              <option value="water_level">{t('parameter.water_level')}</option>
              <option value="rain">{t('parameter.rain')}</option>
            </select>
          </label>
        ) : null}
        <Moment name={t('override.from', { zone: zoneName() })} at={from} onAt={(at) => onChoice({ ...choice, from: at })} />
        <Moment name={t('override.to', { zone: zoneName() })} at={to} onAt={(at) => onChoice({ ...choice, to: at })} />
      </div>
      <fieldset className={styles.qualities}>
        <legend>{t('override.quality')}</legend>
        {QUALITIES.map((each) => (
          <label key={each} data-chosen={quality === each}>
            <input type="radio" name="quality" checked={quality === each} onChange={() => onChoice({ ...choice, quality: each })} />
            {t(`override.${each}`)}
          </label>
        ))}
      </fieldset>
      <label>
        {common('reason.label')}
        <textarea data-testid="override-reason" rows={2} value={reason} onChange={(event) => setReason(event.target.value)} />
      </label>
      {act.isError ? (
        <p className="notice" role="alert">
          {refusalText(act.error)}
        </p>
      ) : null}
      <div className="row">
        <button className="primary" data-testid="override-ask" disabled={problem !== null || act.isPending} onClick={() => setAsked(true)}>
          {t('override.record')}
        </button>
        <small className={problem === 'backwards' ? 'bad' : undefined}>
          {problem === null ? t('override.count', { n: count }) : t(`problem.${problem}`)}
        </small>
      </div>
      {asked && from !== null && to !== null ? (
        <Modal onNo={() => setAsked(false)}>
          <h1>{t(`confirm.${quality}`, { n: count })}</h1>
          <p>
            {t(`parameter.${parameter}`)}, {station.name}: {dateTime(from)} – {moment(to, from)}
          </p>
          <p className={styles.reason}>{reason.trim()}</p>
          <p className="notice plain">{t('confirm.explain')}</p>
          <Actions>
            <button
              className="primary"
              data-testid="override-confirm"
              disabled={act.isPending}
              onClick={() => act.mutate({ from, to, parameter, quality })}
            >
              {t('confirm.yes')}
            </button>
            <button onClick={() => setAsked(false)}>{common('cancel')}</button>
          </Actions>
        </Modal>
      ) : null}
    </section>
  )
}

/** Keeps the exact instant of a picked reading until somebody types another; said in words, for browsers differ in how they write it. */
function Moment({ name, at, onAt }: { name: string; at: number | null; onAt: (at: number | null) => void }) {
  return (
    <label>
      {name}
      <input
        type="datetime-local"
        value={at === null ? '' : localField(at)}
        onChange={({ target }) => onAt(fromLocalField(target.value))}
      />
      <small>{at === null ? '' : dateTime(at)}</small>
    </label>
  )
}
