import { InvalidInput, type Problem } from '#libs/platform'
import type { ForecastStation, Series } from '../../forecaster'
import { readInstant, shown } from './read-instant'
import { EnoughRead, readLines } from './read-lines'
import { keyOf } from './read-stations'
import { splitRow } from './split-row'
import { type Contradiction, SeriesBuilder } from './series-builder'
import { UnitWatch } from './unit-watch'

const COLUMNS = ['station', 'parameter', 'time', 'value'] as const
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,2})?$/

/** So many problems are told; a file that is wrong in every row is told once. */
const MOST_PROBLEMS = 10
const MOST_ROWS = 20_000_000

export interface Observations {
  /** One for each post and parameter that has rows, in the order of the stations file. */
  readonly series: readonly Series[]
  /** Rows of measurements in the file. */
  readonly rows: number
  readonly duplicates: number
  readonly contradictions: readonly Contradiction[]
}

/**
 * Reads measurements, `station,parameter,time,value`, plain or gzip, in any order. Equal rows count once; of rows that contradict each other
 * the later one in the file counts.
 * @throws InvalidInput naming file, row (the heading is row 1), field and what was expected
 */
export async function readObservations(file: string, stations: readonly ForecastStation[]): Promise<Observations> {
  const posts = new Map(stations.map((station) => [keyOf(station), { builder: new SeriesBuilder(station), unit: new UnitWatch(station) }]))
  const problems: Problem[] = []
  let rows = 0
  await readLines(file, (line, row) => {
    if (line === '' && row > 1) return
    const found = row === 1 ? headingProblem(line) : takeRow(line, row)
    if (!found) return
    problems.push({ file, row, ...found })
    if (row === 1 || problems.length >= MOST_PROBLEMS) throw new EnoughRead()
  })

  function takeRow(line: string, row: number): Omit<Problem, 'file' | 'row'> | undefined {
    if (++rows > MOST_ROWS) return { message: `is one row too many: at most ${MOST_ROWS} are read` }
    const fields = splitRow(line)
    if (fields?.length !== COLUMNS.length)
      return { message: `expected ${COLUMNS.length} fields (${COLUMNS.join(',')}), found ${fields?.length ?? 'a torn quote'}` }
    const [id, parameter, time, text] = fields as [string, string, string, string]
    const post = posts.get(`${id}\u0000${parameter}`)
    if (!post) return unknownPost(id, parameter, stations)
    const at = readInstant(time)
    if (typeof at === 'string') return { field: 'time', message: at }
    const value = NUMBER.test(text) ? Number(text) : NaN
    if (!Number.isFinite(value)) return { field: 'value', message: `expected a number, found ${shown(text)}` }
    post.builder.add(at, value, row)
    post.unit.see(value, row)
    return undefined
  }

  if (rows === 0 && problems.length === 0) problems.push({ file, message: 'holds no row: expected measurements below the heading' })
  if (problems.length < MOST_PROBLEMS)
    for (const { unit } of posts.values()) problems.push(...[unit.problem(file)].filter((each) => each !== undefined))
  if (problems.length > 0) throw new InvalidInput(problems)

  const built = [...posts.values()].filter(({ builder }) => builder.count > 0).map(({ builder }) => builder.build())
  return {
    series: built.map(({ series }) => series),
    rows,
    duplicates: built.reduce((sum, { duplicates }) => sum + duplicates, 0),
    contradictions: built.flatMap(({ contradictions }) => contradictions),
  }
}

function headingProblem(line: string): Omit<Problem, 'file' | 'row'> | undefined {
  const names = splitRow(line.replace(/^\uFEFF/, '')) ?? []
  const wrong = COLUMNS.findIndex((name, i) => names[i] !== name)
  if (wrong < 0 && names.length === COLUMNS.length) return undefined
  const field = names[wrong < 0 ? COLUMNS.length : wrong]
  return { field, message: `expected the columns ${COLUMNS.join(',')}, found ${names.join(',').slice(0, 200)}` }
}

function unknownPost(id: string, parameter: string, stations: readonly ForecastStation[]): Omit<Problem, 'file' | 'row'> {
  const ofId = stations.filter((station) => station.id === id).map((station) => station.parameter)
  if (parameter !== 'water_level' && parameter !== 'rain') {
    return { field: 'parameter', message: `expected water_level (m) or rain (mm/h), found ${shown(parameter)}` }
  }
  if (ofId.length === 0) return { field: 'station', message: `expected a station of the stations file, found ${shown(id)}` }
  return { field: 'parameter', message: `the stations file has ${id} with ${ofId.join(', ')} only, found ${shown(parameter)}` }
}
