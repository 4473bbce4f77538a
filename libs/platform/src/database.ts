import 'reflect-metadata'
import { DataSource, type DataSourceOptions, type EntityManager } from 'typeorm'
import { rowsOfUpdate } from './rows'
import { AfterCommitSubscriber } from './events'

/** Whoever can run a statement: the data source, or the manager of a running transaction. */
export type Db = DataSource | EntityManager

export type Entities = NonNullable<DataSourceOptions['entities']>
export type Migrations = NonNullable<DataSourceOptions['migrations']>

export const databaseOptions = (url: string, pool: number, entities: Entities = [], migrations: Migrations = []): DataSourceOptions => ({
  type: 'postgres',
  url,
  poolSize: pool,
  entities,
  migrations,
  subscribers: [AfterCommitSubscriber],
  installExtensions: false,
  migrationsTransactionMode: 'each',
  migrationsTableName: 'schema_migration',
  // Our statements are short: compiling one that speaks of geometry takes longer than running it.
  extra: { application_name: 'kentongan', statement_timeout: 120_000, options: '-c jit=off' },
})

/** Runs one parameterised statement and gives its rows, whatever kind of statement it is. */
export async function sql<T = Record<string, unknown>>(db: Db, text: string, params: readonly unknown[] = []): Promise<T[]> {
  return rowsOfUpdate<T>(await db.query(text, params as unknown[]))
}

/** Serialises everybody who asks for the same name until the transaction ends. */
export async function lockByName(tx: EntityManager, name: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [name])
}
