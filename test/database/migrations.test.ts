import { DataSource } from 'typeorm'
import { databaseOptions, sql } from '#libs/platform'
import { ENTITIES } from '#libs/rooms'
import { migrations } from '#migrations'
import { describeWithDatabase, emptyDatabase, freshDatabase, type TestDatabase } from '../services'

interface Column {
  readonly name: string
  readonly nullable: boolean
}

/** Everything a migration can leave behind: tables with their columns, indexes, constraints, functions and types of our own. */
async function schemaOf(db: DataSource): Promise<string[]> {
  const rows = await sql<{ thing: string }>(
    db,
    `with ours as (
       select c.oid, c.relname, c.relkind from pg_class c
       where c.relnamespace = 'public'::regnamespace and c.relname <> 'schema_migration'
         and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e'))
     select 'column ' || o.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end as thing
       from ours o join pg_attribute a on a.attrelid = o.oid and a.attnum > 0 and not a.attisdropped where o.relkind in ('r', 'p', 'v', 'm')
     union all select 'index ' || pg_get_indexdef(o.oid) from ours o join pg_index i on i.indexrelid = o.oid join ours t on t.oid = i.indrelid where o.relkind = 'i'
     union all select 'constraint ' || o.relname || ' ' || pg_get_constraintdef(k.oid) from ours o join pg_constraint k on k.conrelid = o.oid
     union all select 'function ' || p.oid::regprocedure from pg_proc p
       where p.pronamespace = 'public'::regnamespace and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')
     union all select 'type ' || t.typname from pg_type t
       where t.typnamespace = 'public'::regnamespace and t.typtype in ('e', 'd') and not exists (select 1 from pg_depend d where d.objid = t.oid and d.deptype = 'e')
     order by 1`,
  )
  return rows.map((row) => row.thing)
}

describeWithDatabase('the migrations', () => {
  it('go up, all the way down, and up again to the same schema', async () => {
    const empty = await emptyDatabase()
    const db = await new DataSource(databaseOptions(empty.url, 2, [], migrations)).initialize()
    try {
      await db.runMigrations()
      const up = await schemaOf(db)
      expect(up.length).toBeGreaterThan(100)
      for (let left = migrations.length; left > 0; left -= 1) await db.undoLastMigration()
      expect(await schemaOf(db)).toEqual([])
      await db.runMigrations()
      expect(await schemaOf(db)).toEqual(up)
    } finally {
      await db.destroy()
      await empty.drop()
    }
  }, 60_000)

  it('are listed oldest first, each with a name of its own', () => {
    const names = migrations.map((migration) => migration.name)
    expect(names.toSorted((a, b) => Number(/\d+$/.exec(a)) - Number(/\d+$/.exec(b)))).toEqual(names)
    expect(new Set(names).size).toBe(names.length)
  })
})

describeWithDatabase('the entities', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await freshDatabase(ENTITIES)
  })
  afterAll(() => database.drop())

  it.each(ENTITIES.map((entity) => [entity.name, entity] as const))('%s has the columns of its table', async (_, entity) => {
    const { tableName, columns } = database.db.getMetadata(entity)
    const inTable = await sql<Column>(
      database.db,
      `select column_name as name, is_nullable = 'YES' as nullable from information_schema.columns where table_schema = 'public' and table_name = $1`,
      [tableName],
    )
    const known = new Map(inTable.map((column) => [column.name, column]))
    const mapped = columns.map((column): Column => ({ name: column.databaseName, nullable: column.isNullable }))
    expect(mapped).toEqual(mapped.map(({ name }) => known.get(name) ?? `no column ${name} in ${tableName}`))
    // What the entity leaves out must be able to be left out.
    const required = await sql<{ name: string }>(
      database.db,
      `select column_name as name from information_schema.columns
       where table_schema = 'public' and table_name = $1 and is_nullable = 'NO' and column_default is null and is_identity = 'NO' and is_generated = 'NEVER'`,
      [tableName],
    )
    expect(required.map((column) => column.name).filter((name) => !mapped.some((column) => column.name === name))).toEqual([])
  })
})
