import { DataSource } from 'typeorm'
import { importRegion, importRegionIfChanged } from '#libs/area'
import { databaseOptions, sql } from '#libs/platform'
import { REGION_PARTS } from '#libs/rooms'
import { migrations } from '#migrations'
import { thisBuild } from './this-build'

export async function withDatabase<T>(url: string, work: (db: DataSource) => Promise<T>, pool = 2): Promise<T> {
  const db = new DataSource(databaseOptions(url, pool, [], migrations))
  await db.initialize()
  try {
    return await work(db)
  } finally {
    await db.destroy()
  }
}

export class SchemaMissing extends Error {
  constructor(missing: readonly string[]) {
    super(
      `this database is not prepared for this version (${missing.length} migrations have not run, the first is ${missing[0]}): ` +
        'run "npx kentongan migrate" or "npm start" first',
    )
  }
}

/**
 * Works on a database whose schema is the present one.
 * @throws SchemaMissing
 */
export const withMigratedDatabase = <T>(url: string, work: (db: DataSource) => Promise<T>): Promise<T> =>
  withDatabase(url, async (db) => {
    const [schema] = await sql<{ known: boolean }>(db, `select to_regclass('schema_migration') is not null as known`)
    const ran = schema?.known ? await sql<{ name: string }>(db, `select name from schema_migration`) : []
    const missing = migrations.map((migration) => migration.name).filter((name) => !ran.some((row) => row.name === name))
    if (missing.length > 0) throw new SchemaMissing(missing)
    return work(db)
  })

/** Brings a database to the present schema; answers the names of the migrations that ran. */
export const migrate = (url: string): Promise<string[]> =>
  withDatabase(url, async (db) => (await db.runMigrations()).map((migration) => migration.name))

/** Loads a region package: one transaction, again without effect. */
export const loadRegion = (url: string, folder: string) => withDatabase(url, (db) => importRegion(db, folder, REGION_PARTS, thisBuild()))

/** Loads a region package unless this build loaded the very same one before. */
export const loadRegionIfChanged = (url: string, folder: string) =>
  withDatabase(url, (db) => importRegionIfChanged(db, folder, REGION_PARTS, thisBuild()))

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
