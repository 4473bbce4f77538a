import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { findRedis, startRedis } from './local-redis'
import { findPostgresWithPostgis, startPostgres } from './native-postgres'
import { InUse } from './in-use'
import { startPglite } from './pglite'
import { underLock } from './process-lock'

/** What an installation stands on. */
export interface Tiers {
  readonly databaseUrl: string
  /** Undefined: the queue is kept in the database. */
  readonly redisUrl?: string
  readonly databaseTier: 'given' | 'postgres' | 'pglite'
  readonly queueTier: 'given' | 'redis' | 'postgres'
  /** What a person should know about these tiers; empty when there is nothing to say. */
  readonly warnings: readonly string[]
  /** Ends this use. What runs in the data folder is stopped when nobody else uses it. */
  stop(): Promise<void>
}

export class NoDatabase extends Error {}

type Environment = Readonly<Record<string, string | undefined>>

interface Part<Tier> {
  readonly url?: string
  readonly tier: Tier
  readonly stop: () => Promise<void>
}

/** Long enough for somebody else's first start of PGlite. */
const TURN_MS = 120_000
const PGLITE_WARNING =
  'Basis data tertanam (PGlite) cukup untuk mencoba, bukan untuk malam banjir: pasang PostgreSQL dengan PostGIS, atau beri DATABASE_URL. ' +
  '(Embedded database: fine for a trial, slow and unproven for real duty.)'

/**
 * Finds a database and a queue: DATABASE_URL, else a local PostgreSQL with PostGIS in a private cluster, else PGlite with PostGIS;
 * REDIS_URL, else a local redis-server, else the queue in the database. KENTONGAN_TIER (postgres, pglite) and KENTONGAN_QUEUE
 * (redis, postgres) ask for one of them instead. Several processes may use one data folder at a time.
 * @throws NoDatabase saying what is missing or what a variable may say
 */
export async function provision({ dataDir, env = process.env }: { dataDir: string; env?: Environment }): Promise<Tiers> {
  mkdirSync(dataDir, { recursive: true, mode: 0o755 })
  const lock = path.join(dataDir, 'provision.lock')
  return underLock(lock, TURN_MS, async () => {
    const end = new InUse(dataDir).begin()
    try {
      const database = await findDatabase(dataDir, env)
      const queue = await findQueue(dataDir, env)
      return {
        databaseUrl: database.url as string,
        databaseTier: database.tier,
        ...(queue.url === undefined ? {} : { redisUrl: queue.url }),
        queueTier: queue.tier,
        warnings: database.tier === 'pglite' ? [PGLITE_WARNING] : [],
        stop: () =>
          underLock(lock, TURN_MS, async () => {
            if (!end()) return
            await queue.stop()
            await database.stop()
          }),
      }
    } catch (error) {
      end()
      throw error
    }
  })
}

const nothing = async (): Promise<void> => undefined

async function findDatabase(dataDir: string, env: Environment): Promise<Part<Tiers['databaseTier']>> {
  const asked = oneOf(env, 'KENTONGAN_TIER', ['postgres', 'pglite'])
  if (env['DATABASE_URL']) return { url: env['DATABASE_URL'], tier: 'given', stop: nothing }
  const bin = asked === 'pglite' ? undefined : findPostgresWithPostgis()
  if (bin) return { ...(await startPostgres(bin, dataDir)), tier: 'postgres' }
  if (asked === 'postgres')
    throw new NoDatabase(
      'KENTONGAN_TIER=postgres, but no PostgreSQL with PostGIS is installed (Debian: apt-get install postgresql-15-postgis-3)',
    )
  return { ...(await startPglite(dataDir)), tier: 'pglite' }
}

async function findQueue(dataDir: string, env: Environment): Promise<Part<Tiers['queueTier']>> {
  const asked = oneOf(env, 'KENTONGAN_QUEUE', ['redis', 'postgres'])
  if (env['REDIS_URL']) return { url: env['REDIS_URL'], tier: 'given', stop: nothing }
  const redis = asked === 'postgres' ? undefined : findRedis()
  if (redis) return { ...(await startRedis(redis, dataDir)), tier: 'redis' }
  if (asked === 'redis')
    throw new NoDatabase('KENTONGAN_QUEUE=redis, but redis-server is not installed (Debian: apt-get install redis-server)')
  return { tier: 'postgres', stop: nothing }
}

function oneOf<T extends string>(env: Environment, variable: string, allowed: readonly T[]): T | undefined {
  const value = env[variable]
  if (!value) return undefined
  const found = allowed.find((each) => each === value)
  if (!found) throw new NoDatabase(`${variable} is "${value}"; it may be ${allowed.join(' or ')}`)
  return found
}
