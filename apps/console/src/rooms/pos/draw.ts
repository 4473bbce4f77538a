import type uPlot from 'uplot'
import type { StationDetail } from '#libs/contract'
import { COLOURS, severityWord } from '../../severity'
import { level } from '../../words'
import { type Mark, markOf } from './flags'

export const FLAG_COLOUR = '#ff7ad1'
const JUDGED_COLOUR = '#8be0ff'
const RAIN_COLOUR = '#4ea3ff'
const NARROW = 620
const GROUND = '#0a0f15'

const climbing = (station: StationDetail): StationDetail['ladder'] => station.ladder.toSorted((a, b) => a.fromLevel - b.fromLevel)

/** What the drawing needs beside the chart: `scale` turns metres into the unit of the axis, `rem` is the root's font size. */
export interface Drawing {
  readonly station: StationDetail
  readonly scale: number
  readonly rem: number
}

/** The steps of the ladder as bands in the colours of their severities. */
export function drawBands(chart: uPlot, { station, scale }: Drawing): void {
  const { ctx, bbox } = chart
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

export function drawLadderWords(chart: uPlot, { station, scale, rem }: Drawing): void {
  const { ctx, bbox } = chart
  const narrow = bbox.width / devicePixelRatio < NARROW
  ctx.save()
  ctx.font = `700 ${0.875 * rem * devicePixelRatio}px Inter Variable, sans-serif`
  ctx.textAlign = 'left'
  ctx.textBaseline = 'bottom'
  ctx.lineJoin = 'round'
  ctx.lineWidth = 4 * devicePixelRatio
  ctx.strokeStyle = '#0a0f15cc'
  for (const step of climbing(station)) {
    const words = narrow ? severityWord(step.severity) : `${severityWord(step.severity)} (${step.label})`
    const text = `${words} ${level(step.fromLevel, station.displayUnit)}`
    const [x, y] = [bbox.left + 10 * devicePixelRatio, chart.valToPos(step.fromLevel * scale, 'y', true) - 4]
    // A dark edge keeps the words legible over rain.
    ctx.strokeText(text, x, y)
    ctx.fillStyle = COLOURS[step.severity]
    ctx.fillText(text, x, y)
  }
  ctx.restore()
}

/** Rain hangs from the top: one bar per interval, as wide as the interval. Suspect rain is an outline only. */
export function drawRain(chart: uPlot, { station }: Drawing): void {
  if (station.rain.length === 0) return
  const { ctx, bbox } = chart
  const top = chart.valToPos(0, 'mm', true)
  ctx.save()
  ctx.beginPath()
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height)
  ctx.clip()
  ctx.lineWidth = 1.5 * devicePixelRatio
  for (const { at, value, minutes, quality } of station.rain) {
    const end = Date.parse(at) / 1000
    const left = chart.valToPos(end - minutes * 60, 'x', true)
    const width = Math.max(2 * devicePixelRatio, chart.valToPos(end, 'x', true) - left - devicePixelRatio)
    const height = chart.valToPos(value, 'mm', true) - top
    if (quality === 'suspect') {
      ctx.strokeStyle = FLAG_COLOUR
      ctx.strokeRect(left, top, width, height)
    } else {
      ctx.fillStyle = `${RAIN_COLOUR}90`
      ctx.fillRect(left, top, width, height)
    }
  }
  ctx.restore()
}

function trace(ctx: CanvasRenderingContext2D, mark: Mark, x: number, y: number, radius: number): void {
  ctx.beginPath()
  if (mark === 'ring') ctx.arc(x, y, radius, 0, Math.PI * 2)
  else if (mark === 'square') ctx.rect(x - radius, y - radius, radius * 2, radius * 2)
  else {
    const reach = radius * 1.5
    ctx.moveTo(x, y - reach)
    ctx.lineTo(x + reach, y)
    ctx.lineTo(x, y + reach)
    ctx.lineTo(x - reach, y)
    ctx.closePath()
  }
}

/** Marked points by their sign; those off the scale sit on its edge, so that a wild value does not flatten the line. */
export function drawMarks(chart: uPlot, { station, scale, rem }: Drawing): void {
  const { ctx, bbox } = chart
  const radius = 0.28 * rem * devicePixelRatio
  ctx.save()
  ctx.beginPath()
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height)
  ctx.clip()
  ctx.lineWidth = 2.2 * devicePixelRatio
  ctx.fillStyle = GROUND
  for (const point of station.series) {
    const mark = markOf(point)
    if (mark === null) continue
    const y = chart.valToPos(point.value * scale, 'y', true)
    const inside = Math.min(Math.max(y, bbox.top + radius * 1.6 + 2), bbox.top + bbox.height - radius * 1.6 - 2)
    ctx.globalAlpha = point.standing === 'secondary' ? 0.55 : 1
    ctx.strokeStyle = mark === 'square' ? JUDGED_COLOUR : FLAG_COLOUR
    trace(ctx, mark, chart.valToPos(Date.parse(point.at) / 1000, 'x', true), inside, radius)
    ctx.fill()
    ctx.stroke()
  }
  ctx.restore()
}

/** The stretch that is picked, in ms. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

export function drawStretch(chart: uPlot, { from, to }: Stretch): void {
  const { ctx, bbox } = chart
  const air = 5 * devicePixelRatio
  const left = Math.max(bbox.left, chart.valToPos(from / 1000, 'x', true) - air)
  const right = Math.min(bbox.left + bbox.width, chart.valToPos(to / 1000, 'x', true) + air)
  if (right <= left) return
  ctx.save()
  ctx.fillStyle = '#5aa9ff2e'
  ctx.fillRect(left, bbox.top, right - left, bbox.height)
  ctx.fillStyle = '#5aa9ff'
  ctx.fillRect(left, bbox.top, 2 * devicePixelRatio, bbox.height)
  ctx.fillRect(right - 2 * devicePixelRatio, bbox.top, 2 * devicePixelRatio, bbox.height)
  ctx.restore()
}
