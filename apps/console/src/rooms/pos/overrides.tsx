import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { QualityOverride, StationDetail } from '#libs/contract'
import { refusalText, remove } from '../../api'
import { ReasonDialog } from '../../dialog'
import { ageOf, dateTime, useNow } from '../../time'
import { t as common } from '../../words'
import styles from './room.module.css'
import { moment, posWord, t } from './words'

const newestFirst = (a: QualityOverride, b: QualityOverride): number =>
  Number(a.withdrawnAt !== null) - Number(b.withdrawnAt !== null) || Date.parse(b.at) - Date.parse(a.at)

/** What people decided here, those in force first; a withdrawn one stays to be read. */
export function Overrides({ station, may }: { station: StationDetail; may: boolean }) {
  const client = useQueryClient()
  const [asked, setAsked] = useState<QualityOverride | null>(null)
  const withdraw = useMutation({
    mutationFn: ({ id, reason }: { id: string; reason: string }) =>
      remove<unknown>(`/stations/${encodeURIComponent(station.id)}/overrides/${encodeURIComponent(id)}`, { reason }),
    onSettled: async () => {
      setAsked(null)
      await Promise.all(['station', 'situation'].map((key) => client.invalidateQueries({ queryKey: [key] })))
    },
  })
  return (
    <section className="panel stack" data-testid="overrides">
      <h2>{t('overrides')}</h2>
      {station.overrides.length === 0 ? <p className="muted">{t('overrides.none')}</p> : null}
      {withdraw.isError ? (
        <p className="notice" role="alert">
          {refusalText(withdraw.error)}
        </p>
      ) : null}
      <ul className="stack">
        {station.overrides.toSorted(newestFirst).map((override) => (
          <Override key={override.id} override={override} onWithdraw={may ? () => setAsked(override) : null} />
        ))}
      </ul>
      {asked === null ? null : (
        <ReasonDialog
          title={t('withdraw.title')}
          explain={t('withdraw.explain')}
          yes={t('withdraw')}
          busy={withdraw.isPending}
          onYes={(reason) => withdraw.mutate({ id: asked.id, reason })}
          onNo={() => setAsked(null)}
        />
      )}
    </section>
  )
}

function Override({ override, onWithdraw }: { override: QualityOverride; onWithdraw: (() => void) | null }) {
  const now = useNow()
  const { parameter, from, to, quality, reason, by, at, withdrawnAt, withdrawnBy } = override
  return (
    <li className={styles.override} data-withdrawn={withdrawnAt !== null}>
      <div className="row spread">
        <b>
          {quality === 'good' ? '✓' : '?'} {t(`override.as.${quality}`)}
        </b>
        {withdrawnAt === null ? null : <span className="chip">{t('withdrawn')}</span>}
        {withdrawnAt === null && onWithdraw !== null ? <button onClick={onWithdraw}>{t('withdraw')}</button> : null}
      </div>
      <div>
        {posWord(`parameter.${parameter}`, parameter)} · {dateTime(from)} – {moment(to, from)}
      </div>
      <p className={styles.reason}>{reason}</p>
      <small>
        {t('override.by', { name: by, at: dateTime(at) })} ({common('age', { age: ageOf(at, now) })})
        {withdrawnAt === null ? '' : ` · ${t('withdrawn.by', { name: withdrawnBy ?? '?', at: dateTime(withdrawnAt) })}`}
      </small>
    </li>
  )
}
