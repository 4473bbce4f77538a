import type { SeriesPoint, StationDetail } from '#libs/contract'
import { alone, chartData, levelRange, nearest, secondarySources } from './series'

const START = Date.parse('2026-01-12T00:00:00Z')
const minute = (n: number): string => new Date(START + n * 60_000).toISOString()

const point = (n: number, value: number, rest: Partial<SeriesPoint> = {}): SeriesPoint => ({
  at: minute(n),
  value,
  quality: 'good',
  rule: null,
  evidence: null,
  source: 'dsda-xml',
  standing: 'primary',
  ...rest,
})
const rainAt = (n: number, value: number): StationDetail['rain'][number] => ({
  at: minute(n),
  value,
  minutes: 60,
  quality: 'good',
  rule: null,
})
const keeper = { source: 'sms-inbox', standing: 'secondary' } as const

describe('what the chart draws', () => {
  it('is one line in the unit of the post, times in seconds', () =>
    expect(chartData({ series: [point(0, 1.2), point(10, 1.3)], rain: [] }, 100)).toEqual({
      times: [START / 1000, START / 1000 + 600],
      lines: [{ source: null, values: [120, 130] }],
      rain: [undefined, undefined],
    }))

  it('a suspect point neither bends nor breaks the line', () => {
    const [line] = chartData({ series: [point(0, 1), point(10, 9, { quality: 'suspect' }), point(20, 1)], rain: [] }, 1).lines
    expect(line?.values).toEqual([1, undefined, 1])
  })

  it('a silence of over an hour breaks it, although a suspect point lies in it', () => {
    const { times, lines } = chartData(
      { series: [point(0, 1), point(10, 1), point(20, 1), point(50, 9, { quality: 'suspect' }), point(100, 1), point(110, 1)], rain: [] },
      1,
    )
    expect(times.map((time) => (time - START / 1000) / 60)).toEqual([0, 10, 20, 50, 60, 100, 110])
    expect(lines[0]?.values).toEqual([1, 1, 1, null, null, 1, 1])
  })

  it('a post that speaks every two hours has no gap after two hours', () => {
    const series = [0, 120, 240, 360].map((n) => point(n, 1))
    expect(chartData({ series, rain: [] }, 1).lines[0]?.values).toEqual([1, 1, 1, 1])
  })

  it('each source that is only shown has its own line, after the one acted on', () => {
    const { lines } = chartData({ series: [point(0, 1), point(5, 1.1, keeper), point(10, 1)], rain: [] }, 1)
    expect(lines).toEqual([
      { source: null, values: [1, undefined, 1] },
      { source: 'sms-inbox', values: [undefined, 1.1, undefined] },
    ])
  })

  it('rain has its own times; missing is not zero', () => {
    const { times, rain } = chartData({ series: [point(0, 1)], rain: [rainAt(60, 0), rainAt(120, 12.5)] }, 1)
    expect(times).toHaveLength(3)
    expect(rain).toEqual([undefined, 0, 12.5])
  })

  it('order of arrival does not matter', () =>
    expect(chartData({ series: [point(10, 2), point(0, 1)], rain: [] }, 1)).toEqual(
      chartData({ series: [point(0, 1), point(10, 2)], rain: [] }, 1),
    ))

  it('nothing is drawn of nothing', () =>
    expect(chartData({ series: [], rain: [] }, 1)).toEqual({ times: [], lines: [{ source: null, values: [] }], rain: [] }))
})

it('names each secondary source once', () =>
  expect(secondarySources([point(0, 1), point(1, 1, keeper), point(2, 1, keeper), point(3, 1, { ...keeper, source: 'csv' })])).toEqual([
    'csv',
    'sms-inbox',
  ]))

describe('points that stand alone', () => {
  it('are those without a neighbour on their line', () => expect(alone([1, null, 2, null, 3, undefined, 4])).toEqual([0, 2]))
  it('are none in a whole line', () => expect(alone([1, undefined, 2, 3])).toEqual([]))
  it('a single point of a line is alone', () => expect(alone([undefined, 1, undefined])).toEqual([1]))
})

describe('the level axis', () => {
  it('leaves out what is suspect', () =>
    expect(levelRange({ series: [point(0, 1), point(1, 99, { quality: 'suspect' })], ladder: [] })[1]).toBeLessThan(2))
  it('shows the ladder above a low river', () =>
    expect(levelRange({ series: [point(0, 0)], ladder: [{ severity: 1, label: 'Siaga 3', fromLevel: 10 }] })).toEqual([-1.2, 11.2]))
  it('exists without any level', () => expect(levelRange({ series: [], ladder: [] })).toEqual([0, 1]))
})

describe('the point under the cursor', () => {
  const series = [point(0, 1), point(10, 2), point(10, 2.1, keeper)]
  it('is the nearest, of equals the one acted on', () => expect(nearest(series, START + 9 * 60_000, 600_000)?.value).toBe(2))
  it('is none when all are far', () => expect(nearest(series, START + 60 * 60_000, 600_000)).toBeUndefined())
})
