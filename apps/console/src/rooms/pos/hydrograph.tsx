import { useEffect, useRef, useState } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import type { StationDetail } from '#libs/contract'
import { currentInstant } from '../../time'
import { aligned, chartOptions, type Live, unitScale } from './chart-options'
import type { Stretch } from './draw'
import { Legend, Readout } from './legend'
import styles from './room.module.css'
import { chartData, secondarySources } from './series'
import { t } from './words'

const MS_PER_HOUR = 3_600_000

interface Props {
  station: StationDetail
  hours: number
  stretch: Stretch | null
  /** A range drawn by dragging, ms; null where nobody may judge. */
  onRange: ((from: number, to: number) => void) | null
}

const rootSize = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize)

function liveOf({ station, hours, stretch }: Props): Live {
  const newest = Math.max(currentInstant(), ...station.series.map(({ at }) => Date.parse(at)))
  return {
    drawing: { station, scale: unitScale(station), rem: rootSize() },
    data: chartData(station, unitScale(station)),
    window: [(newest - hours * MS_PER_HOUR) / 1000, newest / 1000],
    stretch,
  }
}

/** The levels of a post over its ladder up to now, rain from above; suspect points stand apart and do not bend the line. */
export function Hydrograph(props: Props) {
  const holder = useRef<HTMLDivElement>(null)
  const [first] = useState(() => liveOf(props))
  const live = useRef<Live>(first)
  const range = useRef(props.onRange)
  const chart = useRef<uPlot | null>(null)
  const [cursor, setCursor] = useState<number | null>(null)
  const { station, hours, stretch, onRange } = props
  // Another set of lines is another chart; anything else only draws the same chart anew.
  const shape = [station.id, ...secondarySources(station.series), station.rain.length > 0, onRange !== null].join('|')

  useEffect(() => {
    live.current = liveOf({ station, hours, stretch, onRange })
    range.current = onRange
    chart.current?.setData(aligned(live.current.data))
  }, [station, hours, stretch, onRange])

  useEffect(() => {
    const element = holder.current
    if (element === null) return
    const size = (): { width: number; height: number } => ({ width: element.clientWidth, height: element.clientHeight })
    const may = range.current !== null
    const heard = { onRange: may ? (from: number, to: number) => range.current?.(from, to) : null, onCursor: setCursor }
    const created = new uPlot(
      chartOptions(() => live.current, heard, size()),
      aligned(live.current.data),
      element,
    )
    chart.current = created
    const observer = new ResizeObserver(() => created.setSize(size()))
    observer.observe(element)
    return () => {
      observer.disconnect()
      chart.current = null
      created.destroy()
    }
  }, [shape])

  const empty = station.series.length === 0 && station.rain.length === 0
  return (
    <div className={styles.hydrograph}>
      <div ref={holder} className={styles.chart} role="img" aria-label={t('chart', { n: hours })} />
      {empty ? <p className={styles.empty}>{t('chart.empty', { n: hours })}</p> : null}
      <Readout station={station} at={cursor} />
      <Legend station={station} />
    </div>
  )
}
