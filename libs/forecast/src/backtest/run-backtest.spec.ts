import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type Forecaster, type LeadForecast, PROBABILITIES, type Series, type TrainRequest } from '../forecaster'
import type { BacktestRequest } from './request'
import { backtest } from './run-backtest'
import { summaryOf } from './summary'
import { writeReport } from './write-report'

const HOUR = 3_600_000
const BEGIN = Date.parse('2021-01-01T00:00:00+07:00')
const at = (hour: number) => BEGIN + hour * HOUR
/** A river that comes above 7.50 m once in four days. */
const levelAt = (hour: number) => Number((6.5 + 1.4 * Math.sin((hour * Math.PI) / 48)).toFixed(2))

/** A forecaster that says one level with a given half-width, whatever was measured. */
function saying(
  level: (issuedAt: number, lead: number, target: Series) => number,
  halfWidth: number,
  leadsHours: readonly number[],
): Forecaster {
  return {
    target: 'Manggarai',
    leadsHours,
    exceedance: ({ quantiles }: LeadForecast, above) => quantiles.filter((each) => each >= above).length / quantiles.length,
    predict: (issueTimes, series) => {
      const target = series.find(({ station }) => station === 'Manggarai') as Series
      return issueTimes.map((issuedAt) => ({
        issuedAt,
        flags: issuedAt % (2 * HOUR) === 0 ? ['extrapolates'] : [],
        leads: leadsHours.map((lead) => {
          const mean = level(issuedAt, lead, target)
          return { mean, quantiles: Float64Array.from(PROBABILITIES, (p) => mean + (p - 0.5) * 2 * halfWidth) }
        }),
      }))
    },
  }
}
const comes = (issuedAt: number, lead: number) => levelAt((issuedAt - BEGIN) / HOUR + lead)
const valueAt = ({ times, values }: Series, instant: number) => values[times.indexOf(instant)] ?? NaN

/** Model: knows what comes. Linear: always 5 cm too high. Persistence: the level at issue. */
function train(request: TrainRequest) {
  asked.push(request)
  const { leadsHours } = request
  return Promise.resolve({
    model: saying(comes, 0, leadsHours),
    linear: saying((issuedAt, lead) => comes(issuedAt, lead) + 0.05, 0.1, leadsHours),
    persistence: saying((issuedAt, _, target) => valueAt(target, issuedAt), 0, leadsHours),
    seconds: 1.5,
    backend: 'none',
  })
}
let asked: TrainRequest[] = []

let folder: string
beforeEach(() => {
  asked = []
  folder = mkdtempSync(path.join(os.tmpdir(), 'backtest-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function given(
  hours: number,
  change: (hour: number) => number | undefined = levelAt,
  more: Partial<BacktestRequest> = {},
): BacktestRequest {
  const stationsFile = path.join(folder, 'stations.json')
  const observationsFile = path.join(folder, 'observations.csv')
  const ladder = [
    { label: 'Siaga 3', severity: 1, from: 7.5 },
    { label: 'Siaga 2', severity: 2, from: 8.5 },
  ]
  writeFileSync(stationsFile, JSON.stringify([{ id: 'Manggarai', parameter: 'water_level', river: 'Ciliwung', ladder }]))
  const rows = Array.from({ length: hours }, (_, hour) => [hour, change(hour)] as const)
    .filter(([, value]) => value !== undefined)
    .map(([hour, value]) => `Manggarai,water_level,${new Date(at(hour)).toISOString()},${value}`)
  writeFileSync(observationsFile, ['station,parameter,time,value', ...rows, ''].join('\n'))
  return {
    stationsFile,
    observationsFile,
    target: 'Manggarai',
    trainUntil: at(480),
    testFrom: at(480),
    leadsHours: [1, 6],
    alarmProbability: 0.5,
    ...more,
  }
}

describe('a backtest', () => {
  it('gives the training nothing of the test, and scores each lead against what came', async () => {
    const report = await backtest(given(480 + 1_200), { train })
    expect(asked[0]?.series[0]?.times.at(-1)).toBe(at(479))
    expect(report).toMatchObject({ target: 'Manggarai', trainingSeconds: 1.5, backend: 'none', issueTimes: 1_199, alarmProbability: 0.5 })
    expect(report.dataHash).toMatch(/^[0-9a-f]{64}$/)
    expect(report.leads.map(({ leadHours, n }) => [leadHours, n])).toEqual([
      [1, 1_199],
      [6, 1_194],
    ])
    for (const lead of report.leads) {
      expect(lead).toMatchObject({ rmse: 0, mae: 0, nse: 1, persistenceIndex: 1, crps: 0, coverage80: 1, coverage90: 1, event: null })
      expect(lead.persistence.persistenceIndex).toBe(0)
      expect(lead.persistence.crps).toBeCloseTo(lead.persistence.mae ?? NaN, 9)
      expect(lead.linear.rmse).toBeCloseTo(0.05, 9)
      expect(lead.linear).toMatchObject({ coverage80: 1, n: lead.n })
    }
    expect(report.flags).toEqual({ extrapolates: 599 })
  })

  it('scores onsets by episode, and says nothing of a severity that came too rarely', async () => {
    const report = await backtest(given(480 + 1_200), { train })
    const [siaga3, siaga2] = report.leads[1]?.severities ?? []
    expect(siaga3).toMatchObject({
      label: 'Siaga 3',
      severity: 1,
      from: 7.5,
      events: 13,
      brier: 0,
      brierSkill: 1,
      pod: 1,
      far: 0,
      csi: 1,
      medianLeadHours: 6,
    })
    expect(siaga2).toMatchObject({ events: 0, brier: null, pod: null, far: null, csi: null })
    expect(report.leads[1]?.persistence.severities[0]).toMatchObject({ events: 13, pod: 0, far: 1, csi: 0, medianLeadHours: null })
    expect(report.episodes[0]?.leads[1]).toMatchObject({ leadHours: 6, events: 13, hits: 13, misses: 0, falseAlarms: 0, pod: 1, far: 0 })
    expect(report.episodes[0]?.leads[0]?.persistence).toMatchObject({ pod: 1, podAhead: 0, medianLeadHours: 0 })
    expect(report.episodes[0]?.leads[1]?.onsets).toHaveLength(13)
    expect(report.episodes[0]?.leads[1]?.onsets[0]).toEqual({
      observedAt: new Date(at(493)).toISOString(),
      forecastAt: new Date(at(493)).toISOString(),
      issuedAt: new Date(at(487)).toISOString(),
    })
  })

  it('scores event hours a second time, by what was known at issue', async () => {
    const report = await backtest(given(480 + 1_200, levelAt, { eventLevel: 7.5 }), { train })
    const [first] = report.leads
    expect(first).toMatchObject({ n: 1_199, event: { n: 299 } })
    expect(first?.event?.linear.rmse).toBeCloseTo(0.05, 9)
    expect(first?.event?.persistence.persistenceIndex).toBe(0)
  })

  it('holds no reading that is impossible against the target, and names it', async () => {
    const report = await backtest(
      given(480 + 1_200, (hour) => (hour === 600 ? 0.1 : levelAt(hour))),
      { train },
    )
    expect(report.observations.impossible).toEqual([{ at: new Date(at(600)).toISOString(), value: 0.1 }])
    expect(report.leads[0]).toMatchObject({ n: 1_197, rmse: 0 })
  })

  it('is the same again, but for the time it took', async () => {
    const request = given(480 + 300)
    expect(await backtest(request, { train })).toEqual(await backtest(request, { train }))
  })

  it('takes a lead without any pair as nothing to score', async () => {
    const twiceADay = given(480 + 2_400, (hour) => (hour < 480 || hour % 12 === 7 ? levelAt(hour) : undefined), { leadsHours: [1, 12] })
    const { leads } = await backtest(twiceADay, { train })
    expect(leads.map(({ n, rmse }) => [n, rmse])).toEqual([
      [0, null],
      [199, 0],
    ])
  })

  it('refuses a forecast that is none, by its issue time', async () => {
    const broken = async (request: TrainRequest) => ({ ...(await train(request)), model: saying(() => NaN, 0, request.leadsHours) })
    await expect(backtest(given(600), { train: broken })).rejects.toThrow(/2021-01-20T17:00:00.000Z \+ 1 h is none: mean NaN/)
  })
})

describe('what cannot be tested is refused before a training', () => {
  const cases: [string, number, Partial<BacktestRequest>, string][] = [
    ['an unknown target', 600, { target: 'Depok' }, '--target: '],
    ['ten rows', 10, {}, 'row 11: is the last row: a training needs at least 200 water_level readings of Manggarai, found 10'],
    ['too little before --train-until', 600, { trainUntil: at(50) }, '--train-until: a training needs at least 200'],
    [
      '--train-until after the data',
      600,
      { trainUntil: at(900), testFrom: at(900) },
      '--train-until: 2021-02-07T05:00:00.000Z is after the last',
    ],
    ['--test-from after the data', 600, { testFrom: at(900) }, '--test-from: Manggarai has no reading from'],
    ['--test-from within the training', 600, { testFrom: at(100) }, '--test-from: is before --train-until'],
    ['--test-until before --test-from', 600, { testUntil: at(480) }, '--test-until: is not after'],
    ['a lead of nothing', 600, { leadsHours: [0, 3] }, '--leads: '],
    ['a negative lead', 600, { leadsHours: [-1] }, '--leads: expected hours above 0 and up to 72, found -1'],
    ['no pair at any lead', 481, { leadsHours: [1] }, 'has another within 10 minutes of 1 h later'],
    ['an alarm that is never given', 600, { alarmProbability: 1.5 }, '--alarm-p: '],
    ['a rise that is none', 600, { eventRise: 0 }, '--event-rise: '],
  ]
  it.each(cases)('%s', async (_, hours, change, message) => {
    await expect(backtest(given(hours, levelAt, change), { train })).rejects.toThrow(message)
    expect(asked).toEqual([])
  })

  it('a target that only measures rain', async () => {
    const request = given(600)
    writeFileSync(request.stationsFile, JSON.stringify([{ id: 'Manggarai', parameter: 'rain', river: 'Ciliwung' }]))
    await expect(backtest(request, { train })).rejects.toThrow('no station "Manggarai" with water_level; it has none')
  })
})

describe('the report', () => {
  it('is written whole, and leaves nothing beside it', async () => {
    const report = await backtest(given(600), { train })
    const file = path.join(folder, 'report.json')
    writeFileSync(file, 'older')
    await writeReport(file, report)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(report)))
    await expect(writeReport(path.join(folder, 'none', 'report.json'), report)).rejects.toThrow('ENOENT')
    expect(readdirSync(folder).toSorted()).toEqual(['observations.csv', 'report.json', 'stations.json'])
  })

  it('has a table with every lead and every onset', async () => {
    const table = summaryOf(await backtest(given(480 + 1_200, levelAt, { eventLevel: 7 }), { train }))
    expect(table).toMatch(/\+6 h +all +1194 +model +0\.000/)
    expect(table).toMatch(/\+6 h +event +\d+ +model/)
    expect(table).toMatch(/Siaga 3 \(7\.5 m\) +\+6 h +13 +1\.00 +1\.00 +0\.00 +6\.0/)
    expect(table).not.toMatch(/NaN|undefined|null/)
  })
})
