import type uPlot from 'uplot'
import type { StationDetail } from '#libs/contract'
import { clockTime, date } from '../../time'
import { number } from '../../words'
import { drawBands, type Drawing, drawLadderWords, drawMarks, drawRain, drawStretch, type Stretch } from './draw'
import { alone, type ChartData, levelRange } from './series'
import { t } from './words'

export const PRIMARY_COLOUR = '#d9ecff'
const SECONDARY_COLOURS = ['#b79cff', '#7fd6c2', '#dfae6f', '#a9c65a', '#e08f8f']
/** Rain takes the upper third at most. */
const RAIN_SHARE = 3
const LEAST_RAIN_AXIS = 5
/** Narrower charts go without the names of their axes. */
const WIDE_REM = 34

export const secondaryColour = (i: number): string => SECONDARY_COLOURS[i % SECONDARY_COLOURS.length] ?? PRIMARY_COLOUR

export const unitScale = (station: StationDetail): number => (station.displayUnit === 'cm' ? 100 : 1)

/** What the chart reads anew at every drawing. */
export interface Live {
  drawing: Drawing
  data: ChartData
  /** Seconds: what the time axis shows. */
  window: [number, number]
  stretch: Stretch | null
}

export interface Heard {
  readonly onRange: ((from: number, to: number) => void) | null
  /** Instant under the cursor, ms; null when it left. */
  readonly onCursor: (at: number | null) => void
}

/** The values of all series of the chart, in the order of {@link chartOptions}. */
export const aligned = ({ times, lines, rain }: ChartData): uPlot.AlignedData => [times, rain, ...lines.map(({ values }) => values)]

export function chartOptions(live: () => Live, heard: Heard, size: { width: number; height: number }): uPlot.Options {
  const { drawing, data } = live()
  const { rem, station } = drawing
  const wide = size.width > WIDE_REM * rem
  const font = `${0.875 * rem}px Inter Variable, sans-serif`
  const axis: uPlot.Axis = { stroke: '#9db0c3', font, grid: { stroke: '#223040', width: 1 }, ticks: { stroke: '#223040', width: 1 } }
  const titled = (label: string): uPlot.Axis => (wide ? { label, labelFont: font, labelSize: 1.4 * rem } : {})
  const mostRain = (): number => Math.max(LEAST_RAIN_AXIS, ...live().drawing.station.rain.map(({ value }) => value))
  const axes: uPlot.Axis[] = [
    { ...axis, space: 6 * rem, values: (_, ticks) => ticks.map((at, i) => tick(at, ticks[i - 1])), size: 3.25 * rem },
    { ...axis, size: (wide ? 3.4 : 3.1) * rem, values: (_, ticks) => ticks.map(number), ...titled(station.displayUnit) },
  ]
  if (station.rain.length > 0)
    axes.push({
      ...axis,
      scale: 'mm',
      side: 1,
      stroke: '#7fbcff',
      grid: { show: false },
      size: 2.1 * rem,
      space: 1.6 * rem,
      values: (_, ticks) => ticks.map((value) => (value <= mostRain() ? String(value) : '')),
      ...titled(t('rain.axis')),
    })
  return {
    ...size,
    legend: { show: false },
    cursor: { drag: { x: heard.onRange !== null, y: false, setScale: false }, points: { show: false } },
    select: { show: heard.onRange !== null, left: 0, top: 0, width: 0, height: 0 },
    padding: [0.9 * rem, station.rain.length > 0 ? 0 : 0.8 * rem, 0, 0.4 * rem],
    scales: {
      x: { time: true, range: () => live().window },
      y: { range: () => levelRange(live().drawing.station).map((metres) => metres * live().drawing.scale) as [number, number] },
      mm: { dir: -1, range: () => [0, mostRain() * RAIN_SHARE] },
    },
    axes,
    series: [{}, { scale: 'mm', paths: () => null, points: { show: false } }, ...data.lines.map(({ source }, i) => line(source, i, live))],
    hooks: {
      drawClear: [(chart) => drawBands(chart, live().drawing)],
      drawAxes: [(chart) => drawRain(chart, live().drawing)],
      draw: [
        (chart) => drawLadderWords(chart, live().drawing),
        (chart) => drawMarks(chart, live().drawing),
        (chart) => {
          const { stretch } = live()
          if (stretch !== null) drawStretch(chart, stretch)
        },
      ],
      setCursor: [
        (chart) => {
          const { left = -1 } = chart.cursor
          heard.onCursor(left < 0 ? null : chart.posToVal(left, 'x') * 1000)
        },
      ],
      setSelect: [
        (chart) => {
          const { left, width } = chart.select
          if (width < 3 || heard.onRange === null) return
          heard.onRange(chart.posToVal(left, 'x') * 1000, chart.posToVal(left + width, 'x') * 1000)
          chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false)
        },
      ],
    },
  }
}

function line(source: string | null, i: number, live: () => Live): uPlot.Series {
  const stroke = source === null ? PRIMARY_COLOUR : secondaryColour(i - 1)
  return {
    stroke,
    width: source === null ? 2.5 : 1.5,
    alpha: source === null ? 1 : 0.6,
    // Secondary sources may speak a few times a day: their points are seen as well as their line.
    points: {
      show: true,
      size: source === null ? 5 : 6,
      stroke,
      fill: stroke,
      filter: (_chart, series) => {
        const values = live().data.lines[series - 2]?.values ?? []
        return source === null ? alone(values) : values.flatMap((value, at) => (typeof value === 'number' ? [at] : []))
      },
    },
  }
}

/** The time, and the date under the first tick of each day. `at` and `before` in seconds. */
function tick(at: number, before: number | undefined): string {
  const time = clockTime(at * 1000)
  return before === undefined || date(before * 1000) !== date(at * 1000) ? `${time}\n${date(at * 1000)}` : time
}
