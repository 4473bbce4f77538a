import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Series } from '../forecaster'
import { impossibleReadings, without } from './impossible-readings'
import { readObservations } from './input/read-observations'
import { readStations } from './input/read-stations'
import { eventPairs, issuePairs } from './issue-pairs'

const RECORDS = path.resolve(__dirname, '../../../../../shared/data/observations')
const describeWithRecords = existsSync(RECORDS) ? describe : describe.skip

async function levelsOf(set: string, target: string): Promise<Series> {
  const stations = await readStations(path.join(RECORDS, `${set}.stations.json`))
  const { series } = await readObservations(path.join(RECORDS, `${set}.observations.csv.gz`), stations)
  return series.find(({ station, parameter }) => station === target && parameter === 'water_level') as Series
}

const persistenceRmse = (levels: Series, period: { from: number; until: number }) =>
  [1, 3, 6, 12].map((lead) => {
    const { atIssue, observed } = issuePairs(levels, period, lead)
    const squares = observed.reduce((sum, came, i) => sum + (came - (atIssue[i] ?? NaN)) ** 2, 0)
    return Math.sqrt(squares / observed.length).toFixed(3)
  })

/** What persistence reached there by others' reckoning: the same readings are scored. */
describeWithRecords('the river records (left out: the folder of records is not there)', () => {
  it('Ciliwung: readings of 10 cm are no truth; event hours by level and rise', async () => {
    const trainUntil = Date.parse('2024-01-01T00:00:00+07:00')
    const test = { from: trainUntil, until: Date.parse('2024-07-01T00:00:00+07:00') }
    const raw = await levelsOf('ciliwung', 'Manggarai')
    const impossible = impossibleReadings(raw, trainUntil)
    expect(Math.max(...impossible.map((i) => raw.values[i] ?? NaN))).toBeLessThan(4)
    const levels = without(raw, impossible)
    expect(persistenceRmse(levels, test)).toEqual(['0.122', '0.188', '0.260', '0.318'])
    const pairs = issuePairs(levels, test, 1)
    expect(eventPairs(pairs, levels, { level: 7, rise: 0.2 })).toHaveLength(651)
  })

  it('Korea: quantile ladders and levels below the zero are metres', async () => {
    const from = Date.parse('2018-05-24T00:00:00+09:00')
    const levels = await levelsOf('korea-1018630', '1018630')
    expect(impossibleReadings(levels, from)).toEqual([])
    expect(persistenceRmse(levels, { from, until: Infinity })).toEqual(['0.027', '0.055', '0.081', '0.113'])
  })

  it('Kien Giang: a post that measures level and rain is two', async () => {
    const levels = await levelsOf('vietnam-lethuy', 'LT')
    expect(levels.times).toHaveLength(3_650)
    expect(issuePairs(levels, { from: Date.parse('2020-01-01T00:00:00+07:00'), until: Infinity }, 12).issuedAt).toHaveLength(926)
  })
})
