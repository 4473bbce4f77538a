import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import type { StationDetail } from '#libs/contract'
import { COLOURS, severityWord } from '../../severity'
import { messages } from '../../text'
import { clockTime, date } from '../../time'
import { level } from '../../words'
import en from './strings.en.json'
import id from './strings.id.json'

const t = messages(id, en)
const HEIGHT = 430
const FONT = '14px Inter Variable, sans-serif'

/** The levels of a post over its thresholds; suspect points stand apart and do not bend the line. */
export function Hydrograph({ station }: { station: StationDetail }) {
  const holder = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = holder.current
    if (element === null) return
    const chart = new uPlot(options(station, element.clientWidth), toData(station), element)
    const observer = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height: HEIGHT }))
    observer.observe(element)
    return () => {
      observer.disconnect()
      chart.destroy()
    }
  }, [station])
  return <div ref={holder} style={{ height: HEIGHT }} role="img" aria-label={t('chart')} />
}

const factor = (station: StationDetail): number => (station.displayUnit === 'cm' ? 100 : 1)

function toData(station: StationDetail): uPlot.AlignedData {
  const scale = factor(station)
  const times = station.series.map(({ at }) => Date.parse(at) / 1000)
  const good = station.series.map(({ quality, value }) => (quality === 'good' ? value * scale : null))
  return [times, good]
}

/** From the lowest level seen to a little above the highest level or the next threshold. */
function range(station: StationDetail): [number, number] {
  const scale = factor(station)
  const values = station.series.filter(({ quality }) => quality === 'good').map(({ value }) => value)
  const steps = station.ladder.map(({ fromLevel }) => fromLevel)
  const lowest = Math.min(...values, ...steps)
  const highest = Math.max(...values, ...steps)
  const margin = (highest - lowest || 1) * 0.12
  return Number.isFinite(lowest) ? [(lowest - margin) * scale, (highest + margin) * scale] : [0, 1]
}

function options(station: StationDetail, width: number): uPlot.Options {
  const bounds = range(station)
  const axis = { stroke: '#9db0c3', font: FONT, grid: { stroke: '#223040', width: 1 }, ticks: { stroke: '#223040', width: 1 } }
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    cursor: { drag: { x: true, y: false } },
    padding: [14, 12, 0, 6],
    scales: { x: { time: true }, y: { range: () => bounds } },
    axes: [
      {
        ...axis,
        space: 96,
        values: (_, ticks) => ticks.map((at, i) => tick(at * 1000, ticks[i - 1])),
        size: 52,
      },
      { ...axis, size: 62, label: `${station.displayUnit}`, labelFont: FONT, labelSize: 22 },
    ],
    series: [{}, { label: t('level'), stroke: '#d9ecff', width: 2.5, points: { show: false }, spanGaps: true }],
    hooks: {
      drawClear: [(chart) => drawBands(chart, station)],
      draw: [(chart) => drawLabels(chart, station), (chart) => drawSuspects(chart, station)],
    },
  }
}

/** The time, and the date under the first tick of each day. */
function tick(at: number, before: number | undefined): string {
  return before === undefined || date(before * 1000) !== date(at) ? `${clockTime(at)}\n${date(at)}` : clockTime(at)
}

const climbing = (station: StationDetail): StationDetail['ladder'] => station.ladder.toSorted((a, b) => a.fromLevel - b.fromLevel)

function drawBands(chart: uPlot, station: StationDetail): void {
  const { ctx, bbox } = chart
  const scale = factor(station)
  const steps = climbing(station)
  ctx.save()
  steps.forEach((step, i) => {
    const bottom = chart.valToPos(step.fromLevel * scale, 'y', true)
    const next = steps[i + 1]
    const top = next ? chart.valToPos(next.fromLevel * scale, 'y', true) : bbox.top
    ctx.fillStyle = `${COLOURS[step.severity]}2b`
    ctx.fillRect(bbox.left, top, bbox.width, bottom - top)
    ctx.fillStyle = COLOURS[step.severity]
    ctx.fillRect(bbox.left, bottom - 1, bbox.width, 2)
  })
  ctx.restore()
}

function drawLabels(chart: uPlot, station: StationDetail): void {
  const { ctx, bbox } = chart
  const scale = factor(station)
  ctx.save()
  ctx.font = `700 ${14 * devicePixelRatio}px Inter Variable, sans-serif`
  ctx.textAlign = 'left'
  ctx.textBaseline = 'bottom'
  for (const step of climbing(station)) {
    ctx.fillStyle = COLOURS[step.severity]
    const text = `${severityWord(step.severity)} (${step.label}) ${level(step.fromLevel, station.displayUnit)}`
    ctx.fillText(text, bbox.left + 10, chart.valToPos(step.fromLevel * scale, 'y', true) - 4)
  }
  ctx.restore()
}

/** Suspect points as rings; those off the scale sit on its edge, so that a wild value does not flatten the line. */
function drawSuspects(chart: uPlot, station: StationDetail): void {
  const { ctx, bbox } = chart
  const radius = 5 * devicePixelRatio
  ctx.save()
  ctx.lineWidth = 2.5 * devicePixelRatio
  ctx.strokeStyle = '#ff7ad1'
  ctx.fillStyle = '#0a0f15'
  for (const { at, value, quality } of station.series) {
    if (quality !== 'suspect') continue
    const y = chart.valToPos(value * factor(station), 'y', true)
    const inside = Math.min(Math.max(y, bbox.top + radius + 2), bbox.top + bbox.height - radius - 2)
    ctx.beginPath()
    ctx.arc(chart.valToPos(Date.parse(at) / 1000, 'x', true), inside, radius, 0, Math.PI * 2)
    ctx.fill()
    ctx.stroke()
  }
  ctx.restore()
}
