import type { Parameter, SeriesPoint, StationDetail } from '#libs/contract'

/** Suspect readings of one source on end that one rule held back. */
export interface Flag {
  readonly id: string
  /** The flag that ends where this one begins, no good reading between; null when one lies between. */
  readonly follows: string | null
  readonly parameter: Extract<Parameter, 'water_level' | 'rain'>
  readonly rule: string | null
  readonly source: string | null
  readonly standing: SeriesPoint['standing']
  readonly from: string
  readonly to: string
  readonly count: number
  /** Of the reading that went furthest beyond what is allowed. */
  readonly evidence: SeriesPoint['evidence']
  readonly lowest: number
  readonly highest: number
}

type Judged = Pick<SeriesPoint, 'at' | 'value' | 'quality' | 'rule' | 'evidence' | 'standing'> & { source: string | null }

const beyond = (evidence: SeriesPoint['evidence']): number => (evidence === null ? -1 : Math.abs(evidence.measured - evidence.limit))

const begun = ({ at, value, rule, evidence, source, standing }: Judged, parameter: Flag['parameter'], follows: string | null): Flag => ({
  id: [parameter, source ?? '', standing, rule ?? '', at].join(' '),
  follows,
  parameter,
  rule,
  source,
  standing,
  from: at,
  to: at,
  count: 1,
  evidence,
  lowest: value,
  highest: value,
})

const grown = (flag: Flag, { at, value, evidence }: Judged): Flag => ({
  ...flag,
  to: at,
  count: flag.count + 1,
  evidence: beyond(evidence) > beyond(flag.evidence) ? evidence : flag.evidence,
  lowest: Math.min(flag.lowest, value),
  highest: Math.max(flag.highest, value),
})

function stretches(points: readonly Judged[], parameter: Flag['parameter']): Flag[] {
  const found: Flag[] = []
  let held = false
  for (const point of points) {
    const last = found.at(-1)
    if (point.quality === 'suspect') {
      if (held && last !== undefined && last.rule === point.rule) found[found.length - 1] = grown(last, point)
      else found.push(begun(point, parameter, held ? (last?.id ?? null) : null))
    }
    held = point.quality === 'suspect'
  }
  return found
}

const line = ({ source, standing }: SeriesPoint): string => `${standing} ${source}`

/** Every stretch that was held back, newest first. */
export function flagsOf({ series, rain }: Pick<StationDetail, 'series' | 'rain'>): Flag[] {
  const ordered = series.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
  const lines = [...new Set(ordered.map(line))].map((each) => ordered.filter((point) => line(point) === each))
  const drops = rain
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
    .map((each): Judged => ({ ...each, evidence: null, source: null, standing: 'primary' }))
  return [...lines.flatMap((points) => stretches(points, 'water_level')), ...stretches(drops, 'rain')].toSorted(
    (a, b) => Date.parse(b.to) - Date.parse(a.to),
  )
}

/** A step that stayed: either the river or the instrument moved, and no rule can tell which. A person has to. */
export const needsDecision = (flag: Flag): boolean => flag.rule === 'datum-jump' && flag.standing === 'primary'

/** A step is first held as a shift that may pass, and told to a person when it stays: its whole length is what is decided on. */
export function wholeStep(jump: Flag, flags: readonly Flag[]): Flag {
  const before = flags.find(({ id }) => id === jump.follows)
  if (before === undefined || (before.rule !== 'temporary-shift' && before.rule !== 'datum-jump')) return jump
  const start = wholeStep(before, flags)
  return {
    ...jump,
    from: start.from,
    count: jump.count + start.count,
    lowest: Math.min(jump.lowest, start.lowest),
    highest: Math.max(jump.highest, start.highest),
  }
}

/** The sign a point carries on the chart. */
export type Mark = 'ring' | 'diamond' | 'square'

/** Of the marked points: held back by a rule, waiting for a decision, or judged by a person. */
export function markOf({ quality, rule }: Pick<SeriesPoint, 'quality' | 'rule'>): Mark | null {
  if (rule === 'override') return 'square'
  if (quality === 'good') return null
  return rule === 'datum-jump' ? 'diamond' : 'ring'
}

/** In what a rule measures: metres of level, metres per hour, hours, or a plain number; `none` where the number says nothing. */
export type Measure = 'level' | 'rate' | 'hours' | 'number' | 'none'

const MEASURES: Readonly<Record<string, Measure>> = {
  range: 'level',
  'soft-limit': 'level',
  sentinel: 'none',
  'placeholder-zero': 'none',
  'rate-of-rise': 'rate',
  'rate-of-fall': 'rate',
  stuck: 'hours',
  stale: 'hours',
  'temporary-shift': 'level',
  'datum-jump': 'level',
  neighbour: 'level',
  'gate-keeper-disagrees': 'level',
  accumulated: 'none',
  override: 'none',
}

export const measureOf = (rule: string | null): Measure => (rule === null ? 'none' : (MEASURES[rule] ?? 'number'))
