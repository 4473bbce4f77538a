import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { DataSource } from 'typeorm'
import { databaseOptions, findPostgresWithPostgis, findRedis, startPostgres, startRedis } from '#libs/platform'
import { migrations } from '#migrations'
import { recordServices, TEMPLATE } from './services'

type Stop = () => Promise<void>

/** Starts a throw-away PostgreSQL and Redis for the whole run and migrates the database that every test's database is copied from. */
export default async function setup(): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'kentongan-services-'))
  chmodSync(folder, 0o755) // run by root, the database belongs to another user, who must be able to enter
  const bin = findPostgresWithPostgis()
  const redisBinary = findRedis()
  const redis = redisBinary ? await startRedis(redisBinary, folder) : undefined
  const stops: Stop[] = redis ? [redis.stop] : []
  const remove: Stop = async () => rmSync(folder, { recursive: true, force: true })
  Object.assign(globalThis, { kentonganStop: [...stops, remove] })
  if (!bin) {
    recordServices({ reason: 'PostgreSQL with PostGIS is not installed', redisUrl: redis?.url })
    return
  }
  const postgres = await startPostgres(bin, folder, ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'])
  Object.assign(globalThis, { kentonganStop: [postgres.stop, ...stops, remove] })
  const template = new URL(postgres.url)
  template.pathname = `/${TEMPLATE}`
  const server = await new DataSource(databaseOptions(postgres.url, 1)).initialize()
  await server.query(`create database ${TEMPLATE}`)
  await server.destroy()
  const db = await new DataSource(databaseOptions(template.href, 1, [], migrations)).initialize()
  await db.runMigrations()
  await db.query(`insert into installation (id, mode) values (1, 'exercise')`)
  await db.destroy()
  recordServices({ serverUrl: postgres.url, redisUrl: redis?.url })
}
