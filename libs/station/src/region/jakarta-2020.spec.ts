/** The ladders of 2026 against the statuses that the agency itself printed in 2020: where they disagree, the ladder was another one then. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { RegionSource } from '#libs/area'
import { JAKARTA } from '../../../../test/factories/region-folder'
import { ladderAt, statusContradicts } from '../ladder'
import { readAliases } from './read-aliases'
import { readStations } from './read-stations'

interface Row {
  nama_pintu_air: string
  tanggal: string
  tinggi_air: string
  status_siaga: string
}

const NIGHT = new Date('2020-01-01T00:00:00+07:00')
const rows: Row[] = parse(gunzipSync(readFileSync(path.join(JAKARTA, 'replays/jakarta-2020/tma_2020.csv.gz'))), { columns: true })
const source = new RegionSource(JAKARTA)
const { stations } = source.once(readStations)
const idOf = new Map(
  source
    .once(readAliases)
    .filter((alias) => alias.source === 'dsda-csv')
    .map(({ name, stationId }) => [name, stationId]),
)
const readings = rows.map((row) => ({
  id: idOf.get(row.nama_pintu_air.trim()),
  level: Number(row.tinggi_air) / 1_000,
  status: row.status_siaga,
  at: row.tanggal,
}))

it('knows each of the twenty-one names of the recording', () => {
  expect(idOf.size).toBe(21)
  expect(readings.filter(({ id }) => id === undefined)).toEqual([])
})

it('gives no ladder to the night of 2020 that contradicts what was printed then', () => {
  const wrong = readings.filter(({ id, level, status }) => {
    const ladder = ladderAt(stations.get(id as string)?.ladder ?? [], NIGHT)
    return ladder !== undefined && statusContradicts(ladder, level, status)
  })
  expect(wrong).toEqual([])
})

it('leaves out exactly the four posts whose ladder of 2026 contradicts, and the one without any', () => {
  const without = [...new Set(idOf.values())].filter((id) => !ladderAt(stations.get(id)?.ladder ?? [], NIGHT)).toSorted()
  const contradicted = without.filter((id) => {
    const ladder = ladderAt(stations.get(id)?.ladder ?? [], new Date('2026-11-01T00:00:00Z'))
    return ladder && readings.some((reading) => reading.id === id && statusContradicts(ladder, reading.level, reading.status))
  })
  expect(without).toEqual(['ancol-flushing', 'cipinang-hulu', 'gadog', 'hek', 'jembatan-merah'])
  expect(contradicted).toEqual(['ancol-flushing', 'gadog', 'hek', 'jembatan-merah'])
})

it('takes every level of the recording for possible, but for zeros that mean nothing', () => {
  const impossible = readings.filter(({ id, level }) => {
    const quality = stations.get(id as string)?.quality
    return !quality || (!(quality.zeroIsMissing && level === 0) && (level < quality.hardMin || level > quality.hardMax))
  })
  expect(impossible).toEqual([])
})

describe('the rates of the posts', () => {
  const rate = (id: string, from: string, to: string): number => {
    const find = (at: string): number => readings.find((reading) => reading.id === id && reading.at === at)?.level as number
    const hours = (Date.parse(`${to.replace(' ', 'T')}Z`) - Date.parse(`${from.replace(' ', 'T')}Z`)) / 3_600_000
    return (find(to) - find(from)) / hours
  }

  it.each([
    ['manggarai', '2020-01-01 02:10:00', '2020-01-01 02:40:00'],
    ['depok', '2020-01-01 10:10:00', '2020-01-01 10:40:00'],
    ['katulampa', '2020-01-01 07:10:00', '2020-01-01 07:40:00'],
  ])('let the real rise of %s pass', (id, from, to) => {
    expect(rate(id, from, to)).toBeLessThan(stations.get(id)?.quality.risePerHour as number)
  })

  it.each([['depok'], ['pesanggrahan']])('do not let %s fall as it seemed to at 01:10', (id) => {
    expect(-rate(id, '2020-01-01 00:40:00', '2020-01-01 01:10:00')).toBeGreaterThan(stations.get(id)?.quality.fallPerHour as number)
  })
})
