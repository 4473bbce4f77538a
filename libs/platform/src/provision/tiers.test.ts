import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { findPostgresWithPostgis } from './native-postgres'
import { NoDatabase, provision } from './tiers'

const answers = async (url: string): Promise<boolean> => {
  const client = new Client({ connectionString: url })
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined) // a client that never connected has nothing to close
  }
}

describe('the tiers of an installation', () => {
  let dataDir: string

  beforeEach(() => {
    dataDir = mkdtempSync(path.join(os.tmpdir(), 'kentongan-tiers-'))
    chmodSync(dataDir, 0o755)
  })

  afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

  it('are what is given, before anything that could be found', async () => {
    const tiers = await provision({ dataDir, env: { DATABASE_URL: 'postgres://somewhere/db', REDIS_URL: 'redis://somewhere' } })
    expect(tiers).toMatchObject({
      databaseUrl: 'postgres://somewhere/db',
      redisUrl: 'redis://somewhere',
      databaseTier: 'given',
      queueTier: 'given',
      warnings: [],
    })
    await tiers.stop()
  })

  it('keep the queue in the database when that is asked for', async () => {
    const tiers = await provision({ dataDir, env: { DATABASE_URL: 'postgres://somewhere/db', KENTONGAN_QUEUE: 'postgres' } })
    expect(tiers.queueTier).toBe('postgres')
    expect(tiers.redisUrl).toBeUndefined()
    await tiers.stop()
  })

  it.each(['KENTONGAN_TIER', 'KENTONGAN_QUEUE'])('refuse a word that %s does not know, naming those it does', async (variable) => {
    await expect(provision({ dataDir, env: { [variable]: 'oracle', DATABASE_URL: 'postgres://somewhere/db' } })).rejects.toThrow(NoDatabase)
    await expect(provision({ dataDir, env: { [variable]: 'oracle', DATABASE_URL: 'postgres://somewhere/db' } })).rejects.toThrow(/postgres/)
  })

  const suite = findPostgresWithPostgis() ? it : it.skip
  suite(
    'are stopped by whoever uses them last',
    async () => {
      const env = { KENTONGAN_TIER: 'postgres', KENTONGAN_QUEUE: 'postgres' }
      const [first, second] = await Promise.all([provision({ dataDir, env }), provision({ dataDir, env })])
      expect(second.databaseUrl).toBe(first.databaseUrl)
      await first.stop()
      expect(await answers(second.databaseUrl)).toBe(true)
      await second.stop()
      expect(await answers(second.databaseUrl)).toBe(false)
    },
    60_000,
  )
})
