import { sql } from '#libs/platform'
import { describeWithDatabase, freshDatabase, type TestDatabase } from '../../../../test/services'
import { matchVillages } from './match-villages'

const square = (west: number, south: number, side: number): string =>
  `((${west} ${south},${west + side} ${south},${west + side} ${south + side},${west} ${south + side},${west} ${south}))`

/** Villages of 0.02 degrees (about 2.2 km) in a row from west to east. */
const VILLAGES = [0, 1, 2, 3].map((n) => ({ code: `99.99.10.100${n}`, wkt: `MULTIPOLYGON(${square(107 + n * 0.02, -7, 0.02)})` }))

describeWithDatabase('an alert cut against villages', () => {
  let fresh: TestDatabase

  beforeAll(async () => {
    fresh = await freshDatabase()
    for (const { code, wkt } of VILLAGES)
      await sql(
        fresh.db,
        `insert into area (code, name, level, geom, source) values ($1, $1, 'village', st_geomfromtext($2, 4326), 'test')`,
        [code, wkt],
      )
  }, 60_000)
  afterAll(() => fresh?.drop())

  async function touched(wkt: string | null): Promise<string[]> {
    const [bulletin] = await sql<{ id: string }>(
      fresh.db,
      `insert into bulletin (source, identifier, sender, sent_at, status, msg_type, event, state, geom, cap_version, received_at)
       values ('test', gen_random_uuid()::text, 'test', now(), 'Actual', 'Alert', 'test', 'in-effect', st_geomfromtext($1, 4326), '1.2', now()) returning id`,
      [wkt],
    )
    const id = bulletin?.id as string
    const count = await matchVillages(fresh.db, id)
    const rows = await sql<{ code: string }>(fresh.db, `select area_code as code from bulletin_area where bulletin_id = $1 order by 1`, [
      id,
    ])
    expect(rows).toHaveLength(count)
    return rows.map((row) => row.code.slice(-1))
  }

  it.each([
    ['covers two villages', `MULTIPOLYGON(${square(107, -7, 0.04)})`, ['0', '1']],
    ['shares a border alone', `MULTIPOLYGON(${square(107, -7.02, 0.02)})`, []],
    ['covers one and laps over the next by a hair', `MULTIPOLYGON(${square(107, -7, 0.02001)})`, ['0']],
    ['covers one and a tenth of the next', `MULTIPOLYGON(${square(107, -7, 0.022)})`, ['0', '1']],
    ['touches in two islands', `MULTIPOLYGON(${square(107.001, -6.999, 0.01)},${square(107.061, -6.999, 0.01)})`, ['0', '3']],
    ['lies elsewhere', `MULTIPOLYGON(${square(110, -7, 1)})`, []],
    ['is larger than all', `MULTIPOLYGON(${square(100, -10, 20)})`, ['0', '1', '2', '3']],
    ['has no place', null, []],
  ])('%s', async (_, wkt, expected) => {
    expect(await touched(wkt)).toEqual(expected)
  })
})
