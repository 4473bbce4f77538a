import path from 'node:path'
import { freePort, sql, type Tiers } from '#libs/platform'
import { withDatabase } from '../prepare-database'
import type { ChildSpec } from './children'

/** How to start the virtual phones: their provider is a process with a store of its own, and comes back on the same port after a fall. */
export interface Phones {
  readonly url: string
  readonly process: Omit<ChildSpec, 'script'>
}

export async function virtualPhones(tiers: Tiers, dataDir: string, key: string, hookUrl: string): Promise<Phones> {
  const port = await freePort()
  return {
    url: `http://127.0.0.1:${port}`,
    process: {
      name: 'sandbox',
      readyLine: '{"listening"',
      env: { SANDBOX_PORT: String(port), SANDBOX_KEY: key, SANDBOX_STORE: await storeFor(tiers, dataDir), SANDBOX_HOOK_URL: hookUrl },
    },
  }
}

/** A database beside the installation's where we may make one, else a file store in the data folder. */
async function storeFor(tiers: Tiers, dataDir: string): Promise<string> {
  if (tiers.databaseTier === 'pglite' || !(await mayMakeDatabases(tiers.databaseUrl))) return `pglite:${path.join(dataDir, 'phones')}`
  const store = new URL(tiers.databaseUrl)
  store.pathname = `${store.pathname}_phones`
  return store.href
}

const mayMakeDatabases = (url: string): Promise<boolean> =>
  withDatabase(url, async (db) => {
    const rows = await sql(db, `select 1 from pg_roles where rolname = current_user and (rolcreatedb or rolsuper)`)
    return rows.length > 0
  })
