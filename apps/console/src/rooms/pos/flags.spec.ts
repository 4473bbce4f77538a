import type { SeriesPoint } from '#libs/contract'
import { flagsOf, markOf, measureOf, needsDecision, wholeStep } from './flags'

const at = (n: number): string => new Date(Date.parse('2026-01-12T00:00:00Z') + n * 600_000).toISOString()
const point = (n: number, value: number, rule: string | null, rest: Partial<SeriesPoint> = {}): SeriesPoint => ({
  at: at(n),
  value,
  quality: rule === null ? 'good' : 'suspect',
  rule,
  evidence: rule === null ? null : { measured: value, limit: 2 },
  source: 'dsda-xml',
  standing: 'primary',
  ...rest,
})

describe('flags of a post', () => {
  it('gathers what one rule held back on end, with the worst of it', () => {
    const [flag, ...others] = flagsOf({
      series: [point(0, 1, null), point(1, 3, 'range'), point(2, 7, 'range'), point(3, 5, 'range'), point(4, 1, null)],
      rain: [],
    })
    expect(others).toEqual([])
    expect(flag).toMatchObject({
      rule: 'range',
      from: at(1),
      to: at(3),
      count: 3,
      lowest: 3,
      highest: 7,
      evidence: { measured: 7, limit: 2 },
    })
  })

  it('a good reading between, another rule, or another source makes another flag', () => {
    const series = [
      point(0, 3, 'range'),
      point(1, 1, null),
      point(2, 3, 'range'),
      point(3, 3, 'stuck'),
      point(2, 3, 'range', { source: 'csv' }),
    ]
    expect(flagsOf({ series, rain: [] })).toHaveLength(4)
  })

  it('is newest first whatever the order of the series, and every flag has its own name', () => {
    const flags = flagsOf({ series: [point(5, 3, 'stuck'), point(0, 3, 'range')], rain: [] })
    expect(flags.map(({ rule }) => rule)).toEqual(['stuck', 'range'])
    expect(new Set(flags.map(({ id }) => id)).size).toBe(2)
  })

  it('a secondary source does not interrupt the primary one', () => {
    const series = [point(0, 3, 'range'), point(1, 1, null, { source: 'csv', standing: 'secondary' }), point(2, 3, 'range')]
    expect(flagsOf({ series, rain: [] })).toMatchObject([{ count: 2 }])
  })

  it('holds suspect rain as well', () =>
    expect(flagsOf({ series: [], rain: [{ at: at(0), value: 400, minutes: 10, quality: 'suspect', rule: 'range' }] })).toMatchObject([
      { parameter: 'rain', rule: 'range', source: null, highest: 400 },
    ]))

  it('evidence that is missing gives way to evidence that is there', () => {
    const series = [point(0, 3, 'range', { evidence: null }), point(1, 3, 'range')]
    expect(flagsOf({ series, rain: [] })[0]?.evidence).toEqual({ measured: 3, limit: 2 })
  })
})

describe('a call to decide', () => {
  const flag = (rule: string, standing: SeriesPoint['standing']) =>
    flagsOf({ series: [point(0, 3, rule, { standing })], rain: [] }).filter(needsDecision)
  it('is a datum jump of the source that is acted on', () => expect(flag('datum-jump', 'primary')).toHaveLength(1))
  it('is no other flag, and no jump of a source that is only shown', () => {
    expect(flag('range', 'primary')).toHaveLength(0)
    expect(flag('datum-jump', 'secondary')).toHaveLength(0)
  })
})

describe('the whole of a step', () => {
  const steps = (series: SeriesPoint[]) => {
    const flags = flagsOf({ series, rain: [] })
    const jump = flags.find(needsDecision)
    if (jump === undefined) throw new Error('the series has a datum jump')
    return wholeStep(jump, flags)
  }

  it('begins where it was still held as a shift that may pass', () =>
    expect(
      steps([point(0, 1, null), point(1, 4, 'temporary-shift'), point(2, 5, 'temporary-shift'), point(3, 3, 'datum-jump')]),
    ).toMatchObject({
      rule: 'datum-jump',
      from: at(1),
      to: at(3),
      count: 3,
      lowest: 3,
      highest: 5,
    }))
  it('does not reach over a good reading, nor over what another rule held back', () => {
    expect(steps([point(0, 4, 'temporary-shift'), point(1, 1, null), point(2, 4, 'datum-jump')]).from).toBe(at(2))
    expect(steps([point(0, 9, 'range'), point(1, 4, 'datum-jump')]).from).toBe(at(1))
  })
})

it.each([
  ['good', null, null],
  ['good', 'override', 'square'],
  ['suspect', 'override', 'square'],
  ['suspect', 'datum-jump', 'diamond'],
  ['suspect', 'range', 'ring'],
  ['suspect', null, 'ring'],
] as const)('a %s point by the rule %s carries the sign %s', (quality, rule, mark) => expect(markOf({ quality, rule })).toBe(mark))

it('a rule nobody knows is measured in plain numbers', () => {
  expect(measureOf('moon-phase')).toBe('number')
  expect(measureOf('rate-of-rise')).toBe('rate')
  expect(measureOf(null)).toBe('none')
})
