import { DataSource } from 'typeorm'
import { sql } from '#libs/platform'
import type { BenchCase } from './bench-case'
import type { IngestPayload } from '../ingest/ingest-payload'

const STATIONS = 40
const ROWS_PER_PAYLOAD = 10_000
const ROWS_PER_INSERT = 1_000
const STEP_MS = 10 * 60_000
const START = Date.UTC(2021, 0, 1)
const HEADER = 'nama_pintu_air,lokasi,latitude,longitude,tanggal,tinggi_air,status_siaga'

interface SyntheticRow {
  readonly station: number
  readonly at: number
  readonly mm: number
}

const name = (station: number): string => `bench-${station}`

/** Distinct rows in the order a source gives them: round after round over its posts, levels that swing like a calm river. */
function syntheticRow(index: number): SyntheticRow {
  const station = index % STATIONS
  const round = Math.floor(index / STATIONS)
  return { station, at: START + round * STEP_MS, mm: Math.round(2_000 + 600 * Math.sin(round / 40 + station)) }
}

const wib = (at: number): string => new Date(at + 7 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')

/** Payloads in which every row stands twice. */
function* payloads(rows: number): Generator<Buffer> {
  for (let from = 0; from < rows / 2; from += ROWS_PER_PAYLOAD / 2) {
    const lines = [HEADER]
    for (let i = from; i < Math.min(from + ROWS_PER_PAYLOAD / 2, rows / 2); i += 1) {
      const { station, at, mm } = syntheticRow(i)
      const line = `"${name(station)}",Bench,-6.2,106.8,"${wib(at)}",${mm},"Status : Normal"`
      lines.push(line, line)
    }
    yield Buffer.from(lines.join('\n'))
  }
}

/** Parse, quality control and store of synthetic rows, half of them duplicates; the limit is plain inserts of the distinct rows into a twin table. */
export async function benchIngest(db: DataSource, ingest: IngestPayload, rows = 1_000_000): Promise<BenchCase> {
  await createStations(db)
  const raw = [...payloads(rows)]
  const receivedAt = (i: number): Date => new Date(syntheticRow(Math.min(((i + 1) * ROWS_PER_PAYLOAD) / 2, rows / 2) - 1).at + 60_000)
  const started = performance.now()
  let stored = 0
  let received = 0
  for (const [i, payload] of raw.entries()) {
    const result = await ingest.run('dsda-csv', payload, receivedAt(i))
    stored += result.stored
    received += result.received
  }
  const figure = received / ((performance.now() - started) / 1_000)
  if (stored !== rows / 2) throw new Error(`bench ingest stored ${stored} rows where ${rows / 2} are distinct`)
  const limit = await plainInserts(db, rows / 2)
  return {
    name: `ingest ${rows} rows, half duplicates`,
    figure: Math.round(figure),
    unit: 'readings/s',
    limit: Math.round(limit),
    ratio: figure / limit,
  }
}

async function createStations(db: DataSource): Promise<void> {
  const quality = {
    hardMin: -5,
    hardMax: 20,
    risePerHour: 3,
    fallPerHour: 3,
    stuckHours: 6,
    zeroIsMissing: false,
    sentinels: [],
    staleHours: 48,
  }
  await sql(
    db,
    `with s as (insert into station (id, name, common_name, river, regime, location, display_unit, datum_note, position, quality, hysteresis, source)
       select 'bench-' || i, 'bench-' || i, 'Bench ' || i, 'Bench', 'river', st_setsrid(st_makepoint(106.8, -6.2), 4326), 'cm', 'bench', i, $1, '{"margin":0.1,"holdHours":2}', 'bench'
         from generate_series(0, $2::int - 1) i returning id)
     insert into station_alias (source, name, station_id) select 'dsda-csv', id, id from s`,
    [JSON.stringify(quality), STATIONS],
  )
}

/** 1,000-row parameterised inserts, one after the other as ingest does them, into a table with the same columns and indexes. */
async function plainInserts(db: DataSource, rows: number): Promise<number> {
  await sql(db, `create table bench_reading (like reading including all)`)
  const columns = 10
  const started = performance.now()
  for (let from = 0; from < rows; from += ROWS_PER_INSERT) {
    const count = Math.min(ROWS_PER_INSERT, rows - from)
    const params: unknown[] = []
    const groups: string[] = []
    for (let i = 0; i < count; i += 1) {
      const { station, at, mm } = syntheticRow(from + i)
      const observedAt = new Date(at)
      params.push(name(station), 'water_level', observedAt, observedAt, mm / 1_000, 'good', null, 'Status : Normal', null, 'dsda-csv')
      groups.push(`(${Array.from({ length: columns }, (_, c) => `$${i * columns + c + 1}`).join(',')})`)
    }
    await sql(
      db,
      `insert into bench_reading (station_id, parameter, observed_at, received_at, value, quality, quality_rule, reported_status, payload_id, source) values ${groups.join(',')}`,
      params,
    )
  }
  const perSecond = rows / ((performance.now() - started) / 1_000)
  await sql(db, `drop table bench_reading`)
  return perSecond
}
