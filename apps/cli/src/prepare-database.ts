import { DataSource } from 'typeorm'
import { importRegion } from '#libs/area'
import { contactPart } from '#libs/contact'
import { databaseOptions, sql } from '#libs/platform'
import { zonePart } from '#libs/risk'
import { stationPart } from '#libs/station'
import { templatePart } from '#libs/warning'
import { migrations } from '#migrations'

const REGION_PARTS = [stationPart, zonePart, templatePart, contactPart]

export async function withDatabase<T>(url: string, work: (db: DataSource) => Promise<T>, pool = 2): Promise<T> {
  const db = new DataSource(databaseOptions(url, pool, [], migrations))
  await db.initialize()
  try {
    return await work(db)
  } finally {
    await db.destroy()
  }
}

/** Brings a database to the present schema; answers the names of the migrations that ran. */
export const migrate = (url: string): Promise<string[]> =>
  withDatabase(url, async (db) => (await db.runMigrations()).map((migration) => migration.name))

/** Loads a region package: one transaction, again without effect. */
export const loadRegion = (url: string, folder: string) => withDatabase(url, (db) => importRegion(db, folder, REGION_PARTS))

/** The mode of an installation is set once and checked ever after: a drill database never serves a real night. */
export async function setMode(url: string, mode: 'actual' | 'exercise'): Promise<void> {
  await withDatabase(url, async (db) => {
    await sql(db, `insert into installation (id, mode) values (1, $1) on conflict (id) do nothing`, [mode])
    const [row] = await sql<{ mode: string }>(db, `select mode from installation where id = 1`)
    if (row?.mode !== mode) throw new Error(`this database belongs to an installation in mode ${row?.mode}; KENTONGAN_MODE says ${mode}`)
  })
}

export async function prepareDatabase(url: string, folder: string, mode: 'actual' | 'exercise'): Promise<void> {
  await migrate(url)
  await setMode(url, mode)
  await loadRegion(url, folder)
}
