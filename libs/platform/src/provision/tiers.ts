import { findPostgresWithPostgis, startPostgres } from './native-postgres'
import { findRedis, startRedis } from './local-redis'

/** What an installation stands on. */
export interface Tiers {
  readonly databaseUrl: string
  /** Undefined: the queue is kept in the database. */
  readonly redisUrl?: string
  readonly databaseTier: 'given' | 'postgres'
  readonly queueTier: 'given' | 'redis' | 'postgres'
  /** Stops what this call started. */
  stop(): Promise<void>
}

export class NoDatabase extends Error {}

type Environment = Record<string, string | undefined>

/**
 * Finds a database and a queue: DATABASE_URL, else a local PostgreSQL with PostGIS in a private cluster; REDIS_URL, else a local
 * redis-server, else the queue in the database. KENTONGAN_QUEUE=postgres keeps the queue in the database even where Redis is installed.
 * @throws NoDatabase saying what to install
 */
export async function provision({ dataDir, env = process.env }: { dataDir: string; env?: Environment }): Promise<Tiers> {
  const database = await findDatabase(dataDir, env)
  try {
    const queue = await findQueue(dataDir, env)
    return {
      databaseUrl: database.url,
      databaseTier: database.tier,
      ...(queue.url === undefined ? {} : { redisUrl: queue.url }),
      queueTier: queue.tier,
      stop: async () => {
        await queue.stop()
        await database.stop()
      },
    }
  } catch (error) {
    await database.stop()
    throw error
  }
}

const nothing = async (): Promise<void> => undefined

async function findDatabase(dataDir: string, env: Environment): Promise<{ url: string; tier: Tiers['databaseTier']; stop: () => Promise<void> }> {
  if (env['DATABASE_URL']) return { url: env['DATABASE_URL'], tier: 'given', stop: nothing }
  const bin = findPostgresWithPostgis()
  if (!bin) throw new NoDatabase('no database: set DATABASE_URL, or install PostgreSQL with PostGIS (Debian: apt-get install postgresql-15-postgis-3)')
  const { url, stop } = await startPostgres(bin, dataDir)
  return { url, tier: 'postgres', stop }
}

async function findQueue(dataDir: string, env: Environment): Promise<{ url?: string; tier: Tiers['queueTier']; stop: () => Promise<void> }> {
  if (env['REDIS_URL']) return { url: env['REDIS_URL'], tier: 'given', stop: nothing }
  const redis = env['KENTONGAN_QUEUE'] === 'postgres' ? undefined : findRedis()
  if (!redis) return { tier: 'postgres', stop: nothing }
  const { url, stop } = await startRedis(redis, dataDir)
  return { url, tier: 'redis', stop }
}
