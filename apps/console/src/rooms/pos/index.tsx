import { useMemo, useState } from 'react'
import { Link, useParams } from 'react-router'
import type { Me, StationDetail } from '#libs/contract'
import { refusalText } from '../../api'
import { useStation } from '../../queries'
import { t as common } from '../../words'
import { type Choice, choiceOf, NO_CHOICE, rangeChosen } from './choice'
import { DatumJump } from './datum-jump'
import { FlagList } from './flag-list'
import { type Flag, flagsOf, needsDecision, wholeStep } from './flags'
import { Hydrograph } from './hydrograph'
import { Ladder, Latest, Zones } from './latest'
import { OverrideForm } from './override-form'
import { Overrides } from './overrides'
import styles from './room.module.css'
import { posWord, t } from './words'

export function Pos({ me }: { me: Me }) {
  const { id: stationId = '' } = useParams()
  const station = useStation(stationId)
  if (station.data === undefined) return <p className="page">{station.error ? refusalText(station.error) : common('loading')}</p>
  return (
    <div className="page" data-testid="station">
      <div className="row spread">
        <div>
          <h1>{station.data.name}</h1>
          <p className="muted">
            {station.data.river} · {posWord(`regime.${station.data.regime}`)}
          </p>
        </div>
        <Link className="button" to="/">
          {t('back')}
        </Link>
      </div>
      {station.error ? <p className="notice">{refusalText(station.error)}</p> : null}
      <Readings key={stationId} station={station.data} may={me.permissions.includes('draft')} />
    </div>
  )
}

const HOURS = [6, 12, 24, 48] as const

function Readings({ station, may }: { station: StationDetail; may: boolean }) {
  const [hours, setHours] = useState<(typeof HOURS)[number]>(48)
  const [choice, setChoice] = useState<Choice>(NO_CHOICE)
  const [picked, setPicked] = useState<string | null>(null)
  const flags = useMemo(() => flagsOf(station), [station])
  const held = flags.find(needsDecision)
  const jump = held === undefined ? undefined : wholeStep(held, flags)
  const { from, to } = choice
  const stretch = useMemo(() => (from === null || to === null || to < from ? null : { from, to }), [from, to])
  const onRange = useMemo(
    () =>
      may
        ? (start: number, end: number) => {
            setPicked(null)
            setChoice((before) => ({ ...before, ...rangeChosen(start, end) }))
          }
        : null,
    [may],
  )
  const pick = (flag: Flag, quality: Choice['quality'] = 'good'): void => {
    setPicked(flag.id)
    setChoice({ ...choiceOf(flag), quality })
  }
  const decide = (flag: Flag, quality: Choice['quality']): void => {
    pick(flag, quality)
    document.getElementById('override')?.scrollIntoView({ behavior: 'smooth', block: 'center' })
    document.querySelector<HTMLTextAreaElement>('#override textarea')?.focus({ preventScroll: true })
  }
  return (
    <>
      {jump ? <DatumJump station={station} flag={jump} may={may} onDecide={(quality) => decide(jump, quality)} /> : null}
      <Latest station={station} />
      <div className={styles.chartAndFlags}>
        <section className="panel stack">
          <div className="row spread">
            <h2>{t('chart', { n: hours })}</h2>
            <div className={styles.hours} role="group" aria-label={t('hours')}>
              {HOURS.map((each) => (
                <button key={each} aria-pressed={each === hours} onClick={() => setHours(each)}>
                  {t('hours.n', { n: each })}
                </button>
              ))}
            </div>
          </div>
          <Hydrograph station={station} hours={hours} stretch={stretch} onRange={onRange} />
          {may ? <small>{t('chart.drag')}</small> : null}
        </section>
        <FlagList station={station} flags={flags} picked={picked} onPick={pick} />
      </div>
      <div className={styles.below}>
        {may ? <OverrideForm station={station} choice={choice} onChoice={setChoice} /> : null}
        <Overrides station={station} may={may} />
        <Ladder station={station} />
        <Zones station={station} />
      </div>
    </>
  )
}
