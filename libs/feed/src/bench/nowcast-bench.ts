import type { DataSource } from 'typeorm'
import { sql } from '#libs/platform'
import { matchVillages } from '../bulletin/match-villages'
import type { BenchCase } from './bench-case'

const SIDE = 20
const VILLAGES = 280
const POLYGONS = 150
const POINTS = 20
const RUNS = 15
const STEP = 0.02

/** A regency's villages in a grid of wavy squares, and an alert of 150 polygons with 3,000 points over half of them. */
export async function benchNowcast(db: DataSource): Promise<BenchCase> {
  await createVillages(db)
  const id = await createAlert(db)
  const figure = await median(RUNS, () => matchVillages(db, id))
  const limit = await median(RUNS, () =>
    sql(db, `select count(*) from area a join bulletin b on b.id = $1 and st_intersects(a.geom, b.geom) where a.level = 'village'`, [id]),
  )
  return {
    name: `nowcast of ${POLYGONS} polygons, ${POLYGONS * POINTS} points against ${VILLAGES} villages`,
    figure,
    unit: 'ms',
    limit,
    ratio: limit / figure,
  }
}

async function median(runs: number, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let run = 0; run < runs; run += 1) {
    const started = performance.now()
    await work()
    times.push(performance.now() - started)
  }
  return Math.round((times.toSorted((a, b) => a - b)[Math.floor(runs / 2)] as number) * 10) / 10
}

/** A closed ring around a centre, its radius swinging. */
function ring(longitude: number, latitude: number, radius: number, points: number, seed: number): [number, number][] {
  const around = Array.from({ length: points }, (_, i): [number, number] => {
    const angle = (i / points) * 2 * Math.PI
    const far = radius * (0.8 + 0.2 * Math.sin(angle * 3 + seed))
    return [longitude + far * Math.cos(angle), latitude + far * Math.sin(angle)]
  })
  return [...around, around[0] as [number, number]]
}

async function createVillages(db: DataSource): Promise<void> {
  const villages = Array.from({ length: VILLAGES }, (_, i) => ({
    code: `99.99.${String(10 + Math.floor(i / 100)).padStart(2, '0')}.${String(1_000 + (i % 100))}`,
    geom: { type: 'MultiPolygon', coordinates: [[ring(107 + (i % SIDE) * STEP, -7 + Math.floor(i / SIDE) * STEP, STEP * 0.6, 120, i)]] },
  }))
  await sql(
    db,
    `insert into area (code, name, level, parent_code, geom, source)
     select code, 'Bench ' || code, 'village', null, st_setsrid(st_geomfromgeojson(geom::text), 4326), 'bench'
       from jsonb_to_recordset($1::jsonb) as given(code text, geom jsonb) on conflict (code) do nothing`,
    [JSON.stringify(villages)],
  )
}

async function createAlert(db: DataSource): Promise<string> {
  const polygons = Array.from({ length: POLYGONS }, (_, i) => [
    ring(107 + (i % SIDE) * STEP, -7 + Math.floor(i / SIDE) * STEP, STEP * 0.55, POINTS - 1, i * 7),
  ])
  const [row] = await sql<{ id: string }>(
    db,
    `insert into bulletin (source, identifier, sender, sent_at, status, msg_type, event, state, geom, cap_version, received_at)
     values ('bench', gen_random_uuid()::text, 'bench', now(), 'Actual', 'Alert', 'bench', 'in-effect',
             st_multi(st_collectionextract(st_makevalid(st_setsrid(st_geomfromgeojson($1), 4326)), 3)), '1.2', now()) returning id`,
    [JSON.stringify({ type: 'MultiPolygon', coordinates: polygons })],
  )
  return (row as { id: string }).id
}
