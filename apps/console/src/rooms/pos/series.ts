import type { SeriesPoint, StationDetail } from '#libs/contract'

const MS_PER_HOUR = 3_600_000
/** A silence of so many usual intervals is drawn as a gap: nobody knows what the water did in it. */
const GAP_INTERVALS = 3
const SHORTEST_GAP_MS = MS_PER_HOUR

/** Null breaks the line, undefined leaves it alone (another line has a point there). */
export type Values = (number | null | undefined)[]

export interface Line {
  /** Null for the line that is acted on; else the source beside it. */
  readonly source: string | null
  readonly values: Values
}

export interface ChartData {
  /** Seconds since the epoch, ascending: what uPlot takes. */
  readonly times: number[]
  /** The line that is acted on first, then one per source that is only shown. */
  readonly lines: Line[]
  /** mm in the interval that ends there. */
  readonly rain: Values
}

const instant = ({ at }: { at: string }): number => Date.parse(at)

/** Names of the sources that are only shown, in order. */
export const secondarySources = (series: readonly SeriesPoint[]): string[] =>
  [...new Set(series.filter(({ standing }) => standing === 'secondary').map(({ source }) => source))].toSorted()

/** Good points as lines with their gaps, each value times `scale`; suspect points bend no line. */
export function chartData({ series, rain }: Pick<StationDetail, 'series' | 'rain'>, scale: number): ChartData {
  const groups: { source: string | null; points: SeriesPoint[] }[] = [
    { source: null, points: series.filter(({ standing }) => standing === 'primary') },
    ...secondarySources(series).map((source) => ({
      source,
      points: series.filter((point) => point.standing === 'secondary' && point.source === source),
    })),
  ]
  const good = groups.map(({ points }) => points.filter(({ quality }) => quality === 'good').toSorted((a, b) => instant(a) - instant(b)))
  const gaps = good.map(gapsBetween)
  const times = [
    ...new Set([...series.map(instant), ...rain.map(instant), ...gaps.flat().map(({ from, to }) => (from + to) / 2)]),
  ].toSorted((a, b) => a - b)
  return {
    times: times.map((time) => time / 1000),
    lines: groups.map(({ source }, i) => {
      const values = new Map(good[i]?.map((point) => [instant(point), point.value * scale]))
      const silent = gaps[i] ?? []
      return { source, values: times.map((time) => values.get(time) ?? (isInside(time, silent) ? null : undefined)) }
    }),
    rain: valuesAt(times, rain),
  }
}

function valuesAt(times: readonly number[], rain: StationDetail['rain']): Values {
  const values = new Map(rain.map((each) => [instant(each), each.value]))
  return times.map((time) => values.get(time))
}

interface Gap {
  readonly from: number
  readonly to: number
}

function gapsBetween(points: readonly SeriesPoint[]): Gap[] {
  const at = points.map(instant)
  const steps = at.slice(1).map((time, i) => time - (at[i] ?? time))
  const usual = steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0
  const longest = Math.max(SHORTEST_GAP_MS, usual * GAP_INTERVALS)
  return steps.flatMap((step, i) => (step > longest ? [{ from: at[i] ?? 0, to: at[i + 1] ?? 0 }] : []))
}

const isInside = (time: number, gaps: readonly Gap[]): boolean => gaps.some(({ from, to }) => time > from && time < to)

/** Places of points that no line reaches, for they stand alone between gaps: drawn as dots or not seen at all. */
export function alone(values: Values): number[] {
  const spoken = values.flatMap((value, i) => (value === undefined ? [] : [{ value, i }]))
  return spoken.flatMap(({ value, i }, k) =>
    value !== null && (spoken[k - 1]?.value ?? null) === null && (spoken[k + 1]?.value ?? null) === null ? [i] : [],
  )
}

/** The part of the level axis that is needed, unscaled: all good points and steps of the ladder, with some air. */
export function levelRange({ series, ladder }: Pick<StationDetail, 'series' | 'ladder'>): [number, number] {
  const levels = [
    ...series.filter(({ quality }) => quality === 'good').map(({ value }) => value),
    ...ladder.map(({ fromLevel }) => fromLevel),
  ]
  if (levels.length === 0) return [0, 1]
  const [lowest, highest] = [Math.min(...levels), Math.max(...levels)]
  const margin = (highest - lowest || 1) * 0.12
  return [lowest - margin, highest + margin]
}

/** The point nearest to an instant (ms), of equals the one acted on; undefined when none lies within `reach`. */
export function nearest(series: readonly SeriesPoint[], at: number, reach: number): SeriesPoint | undefined {
  const away = (point: SeriesPoint): number => Math.abs(instant(point) - at)
  return series
    .filter((point) => away(point) <= reach)
    .toSorted((a, b) => away(a) - away(b) || Number(a.standing === 'secondary') - Number(b.standing === 'secondary'))[0]
}
