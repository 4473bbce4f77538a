import { randomBytes } from 'node:crypto'
import { DataSource } from 'typeorm'
import { databaseOptions, type Entities, sql } from '#libs/platform'

export const TEMPLATE = 'kentongan_template'

interface Services {
  readonly serverUrl?: string
  readonly redisUrl?: string
  readonly reason?: string
}

const VARIABLE = 'KENTONGAN_TEST_SERVICES'

/** From the global set-up to the workers: through the environment, the only thing that reaches them. */
export function recordServices(services: Services): void {
  process.env[VARIABLE] = JSON.stringify(services)
}

const services = (): Services => JSON.parse(process.env[VARIABLE] ?? '{"reason":"the services were not started"}') as Services

/** `describe` where PostGIS is there; else the suite is skipped and its name says why. */
export function describeWithDatabase(name: string, suite: () => void): void {
  const { reason } = services()
  if (reason) describe.skip(`${name} (left out: ${reason})`, suite)
  else describe(name, suite)
}

/** `describe` where PostGIS and Redis are there. */
export function describeWithQueue(name: string, suite: () => void): void {
  if (services().reason || services().redisUrl) describeWithDatabase(name, suite)
  else describe.skip(`${name} (left out: redis-server is not installed)`, suite)
}

/** Any database on the throw-away server. */
export const testDatabaseUrl = (): string => services().serverUrl as string

export const testRedisUrl = (): string | undefined => services().redisUrl

export interface TestDatabase {
  readonly url: string
  readonly db: DataSource
  drop(): Promise<void>
}

async function onServer(statement: string): Promise<void> {
  const server = await new DataSource(databaseOptions(services().serverUrl as string, 1)).initialize()
  try {
    await sql(server, statement)
  } finally {
    await server.destroy()
  }
}

/** A database of a test's own, migrated, in exercise mode. */
export async function freshDatabase(entities: Entities = []): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`
  await onServer(`create database ${name} template ${TEMPLATE}`)
  const url = new URL(services().serverUrl as string)
  url.pathname = `/${name}`
  const db = await new DataSource(databaseOptions(url.href, 8, entities)).initialize()
  return {
    url: url.href,
    db,
    drop: async () => {
      await db.destroy()
      await onServer(`drop database ${name} with (force)`)
    },
  }
}

/** A database of a test's own with nothing in it. */
export async function emptyDatabase(): Promise<{ readonly url: string; drop(): Promise<void> }> {
  const name = `empty_${randomBytes(6).toString('hex')}`
  await onServer(`create database ${name}`)
  const url = new URL(testDatabaseUrl())
  url.pathname = `/${name}`
  return { url: url.href, drop: () => onServer(`drop database ${name} with (force)`) }
}
