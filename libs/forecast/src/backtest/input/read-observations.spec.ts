import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import type { ForecastStation } from '../../forecaster'
import { dataHash } from '../data-hash'
import { readObservations } from './read-observations'

const stations: ForecastStation[] = [
  { id: 'LT', parameter: 'water_level', river: 'Kien Giang', ladder: [{ label: 'BD1', severity: 1, from: 1.2 }] },
  { id: 'LT', parameter: 'rain', river: 'Kien Giang' },
  { id: 'Pasar, hulu', parameter: 'water_level', river: 'Kien Giang' },
]
const HEADING = 'station,parameter,time,value'
const level = (hour: number, value: number | string) => `LT,water_level,2020-01-01T${String(hour).padStart(2, '0')}:00:00+07:00,${value}`

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'observations-'))
  file = path.join(folder, 'observations.csv')
})
afterEach(() => rmSync(folder, { recursive: true }))

function read(lines: readonly string[], how: (text: string) => string | Buffer = (text) => text) {
  writeFileSync(file, how(`${lines.join('\n')}\n`))
  return readObservations(file, stations)
}

describe('measurements of a file', () => {
  it('come by post and parameter, oldest first, whatever the order of the rows', async () => {
    const { series, rows } = await read([HEADING, level(2, 0.3), 'LT,rain,2019-12-31T17:00:00Z,12.5', level(0, -0.1), level(1, 0.2)])
    expect(rows).toBe(4)
    expect(series.map(({ station, parameter, values }) => [station, parameter, [...values]])).toEqual([
      ['LT', 'water_level', [-0.1, 0.2, 0.3]],
      ['LT', 'rain', [12.5]],
    ])
    expect(series[0]?.times[0]).toBe(Date.parse('2020-01-01T00:00:00+07:00'))
  })

  it('are the same from gzip under any name, with a byte order mark, Windows line ends, quotes and empty lines', async () => {
    const plain = await read([HEADING, level(0, 0.1), '"Pasar, hulu",water_level,2020-01-01T00:00:00+07:00,"1.5"'])
    const zipped = await read(
      [`\uFEFF${HEADING}`, level(0, '0.10'), '', '"Pasar, hulu",water_level,2019-12-31T17:00:00Z,1.5', ''],
      (text) => gzipSync(text.replaceAll('\n', '\r\n')),
    )
    expect(zipped).toEqual(plain)
    expect(dataHash(zipped.series)).toBe(dataHash(plain.series))
  })

  it('have one hash for any order of rows, another for another value', async () => {
    const lines = [level(0, 0.1), level(1, 0.2), 'LT,rain,2020-01-01T00:00:00+07:00,0']
    const hash = async (rows: readonly string[]) => dataHash((await read([HEADING, ...rows])).series)
    const expected = await hash(lines)
    expect(await hash(lines.toReversed())).toBe(expected)
    expect(await hash([level(0, 0.1), level(1, 0.21), lines[2] as string])).not.toBe(expected)
  })

  it('count equal rows once, and of contradicting ones the later', async () => {
    const { series, duplicates, contradictions } = await read([HEADING, level(1, 0.5), level(0, 0.1), level(0, 0.1), level(1, 0.6)])
    expect([...(series[0]?.values ?? [])]).toEqual([0.1, 0.6])
    expect(duplicates).toBe(1)
    expect(contradictions).toMatchObject([{ station: 'LT', values: [0.5, 0.6], rows: [2, 5] }])
  })
})

describe('a file that cannot be used is refused with row, field and what was expected', () => {
  const cases: [string, string[], string[]][] = [
    ['a wrong column', ['station,parameter,time,level_cm', level(0, 1)], ['row 1, level_cm', 'station,parameter,time,value']],
    ['a missing column', ['station,parameter,value', 'LT,water_level,1'], ['row 1, value', 'expected the columns']],
    ['a column too many', [`${HEADING},flag`, `${level(0, 1)},ok`], ['row 1, flag']],
    ['a time without offset', [HEADING, level(0, 1), 'LT,water_level,2020-01-01T01:00:00,1'], ['row 3, time', 'has no offset']],
    ['an unknown station', [HEADING, 'XX,water_level,2020-01-01T01:00:00Z,1'], ['row 2, station', '"XX"']],
    ['an unknown pair', [HEADING, '"Pasar, hulu",rain,2020-01-01T01:00:00Z,1'], ['row 2, parameter', 'water_level only']],
    ['an unknown parameter', [HEADING, 'LT,discharge,2020-01-01T01:00:00Z,1'], ['row 2, parameter', 'rain (mm/h)', '"discharge"']],
    ['no number', [HEADING, level(0, 'n/a')], ['row 2, value', 'expected a number, found "n/a"']],
    ['no value', [HEADING, level(0, '')], ['row 2, value', 'expected a number']],
    ['a field too few', [HEADING, 'LT,water_level,1'], ['row 2', 'expected 4 fields', 'found 3']],
    ['a torn quote', [HEADING, '"LT,water_level,2020-01-01T01:00:00Z,1'], ['row 2', 'torn quote']],
    ['centimetres', [HEADING, level(0, 4), level(1, 35), level(2, 120)], ['row 3, value', '35 is no level of LT in metres', 'centimetres']],
    ['no row', [HEADING], ['holds no row']],
  ]
  it.each(cases)('%s', async (_, lines, expected) => {
    const error: unknown = await read(lines).catch((caught: unknown) => caught)
    for (const part of [file, ...expected]) expect((error as Error).message).toContain(part)
  })

  it('tells ten problems, not a hundred thousand', async () => {
    const error: unknown = await read([HEADING, ...Array.from({ length: 100 }, () => level(0, 'x'))]).catch((caught: unknown) => caught)
    expect((error as Error).message.split('\n')).toHaveLength(10)
  })

  it('a torn archive, bytes that are no text, a row without end, no file', async () => {
    await expect(read([HEADING, level(0, 1)], (text) => gzipSync(text.repeat(50)).subarray(0, 60))).rejects.toThrow(
      /cannot be read: .*unexpected end/,
    )
    await expect(read([], () => Buffer.from([0x73, 0xff, 0xfe, 0x0a]))).rejects.toThrow(/cannot be read: .*not valid/)
    await expect(read([], () => 'x'.repeat(200_000))).rejects.toThrow(/row 1: is longer/)
    await expect(readObservations(path.join(folder, 'none.csv'), stations)).rejects.toThrow(/none\.csv: cannot be read: .*ENOENT/)
  })

  it('but odd readings are for the model to live with', async () => {
    const odd = await read([
      HEADING,
      ...Array.from({ length: 24 }, (_, i) => level(i, -1.5)),
      ...Array.from({ length: 200 }, (_, i) => level(0, i === 7 ? 999 : 3.8)),
    ])
    expect(odd.rows).toBe(224)
  })
})
