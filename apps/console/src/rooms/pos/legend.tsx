import type { ReactNode } from 'react'
import type { StationDetail } from '#libs/contract'
import { level, sourceName } from '../../words'
import { PRIMARY_COLOUR, secondaryColour } from './chart-options'
import { markOf } from './flags'
import styles from './room.module.css'
import { nearest, secondarySources } from './series'
import { evidenceWords, moment, ruleWord, t } from './words'
import { currentInstant } from '../../time'

const REACH_MS = 30 * 60_000

/** The reading under the cursor in words. */
export function Readout({ station, at }: { station: StationDetail; at: number | null }) {
  const point = at === null ? undefined : nearest(station.series, at, REACH_MS)
  if (point === undefined) return <p className={styles.readout}>{t('readout.none')}</p>
  const evidence = evidenceWords(point.rule, point.evidence, station.displayUnit)
  return (
    <p className={styles.readout}>
      <b>
        {moment(point.at, currentInstant())} · {level(point.value, station.displayUnit)}
      </b>{' '}
      <small>{sourceName(point.source)}</small>{' '}
      {point.quality === 'suspect' || point.rule !== null ? (
        <span className={styles.flagged}>
          {t(`quality.${point.quality}`)}: {ruleWord(point.rule)}
          {evidence === null ? '' : ` (${evidence})`}
        </span>
      ) : null}
    </p>
  )
}

const Entry = ({ sign, children }: { sign: ReactNode; children: ReactNode }) => (
  <li>
    <svg viewBox="0 0 28 14" width="1.75rem" height="0.875rem" aria-hidden="true">
      {sign}
    </svg>
    {children}
  </li>
)

const stroke = (colour: string, width: number) => <path d="M1 7h26" stroke={colour} strokeWidth={width} />

/** What is drawn, and nothing that is not. */
export function Legend({ station }: { station: StationDetail }) {
  const { series, rain } = station
  const primary = [...new Set(series.filter(({ standing }) => standing === 'primary').map(({ source }) => source))]
  const marks = new Set(series.map(markOf))
  return (
    <ul className={styles.legend}>
      {primary.length > 0 ? (
        <Entry sign={stroke(PRIMARY_COLOUR, 3)}>{t('legend.primary', { names: primary.map(sourceName).join(', ') })}</Entry>
      ) : null}
      {secondarySources(series).map((source, i) => (
        <Entry key={source} sign={<g opacity="0.7">{stroke(secondaryColour(i), 2)}</g>}>
          {t('legend.secondary', { name: sourceName(source) })}
        </Entry>
      ))}
      {rain.length > 0 ? <Entry sign={<path d="M8 0h5v10H8zM15 0h5v6h-5z" fill="#4ea3ff" />}>{t('legend.rain')}</Entry> : null}
      {marks.has('ring') ? (
        <Entry sign={<circle cx="14" cy="7" r="5" fill="none" stroke="#ff7ad1" strokeWidth="2.2" />}>{t('suspect')}</Entry>
      ) : null}
      {marks.has('diamond') ? (
        <Entry sign={<path d="M14 1l6 6l-6 6l-6-6z" fill="none" stroke="#ff7ad1" strokeWidth="2.2" />}>{t('legend.diamond')}</Entry>
      ) : null}
      {marks.has('square') ? (
        <Entry sign={<rect x="9" y="2" width="10" height="10" fill="none" stroke="#8be0ff" strokeWidth="2.2" />}>
          {t('legend.square')}
        </Entry>
      ) : null}
    </ul>
  )
}
