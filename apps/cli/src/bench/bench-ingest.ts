import { NestFactory } from '@nestjs/core'
import { DataSource } from 'typeorm'
import { type BenchCase, benchIngest, benchMqtt, benchNowcast, benchSources, IngestPayload } from '#libs/feed'
import { loadConfig } from '#libs/platform'
import { dataDir } from '../data-dir'
import { migrate, setMode } from '../prepare-database'
import { createOwnDatabase } from '../replay/own-database'
import { ReplayAppModule } from '../replay/replay-app.module'

type Work = (db: DataSource, ingest: IngestPayload) => Promise<BenchCase[]>

const WORK: readonly Work[] = [
  async (db, ingest) => [await benchIngest(db, ingest), ...(await benchSources(db, ingest)), await benchNowcast(db)],
  benchMqtt,
]

/** What comes in: a million rows, every source by itself, an alert against villages, uplinks over MQTT. Each part in a database of its own. */
export async function benchIngestInOwnDatabases(databaseUrl: string): Promise<BenchCase[]> {
  const cases: BenchCase[] = []
  for (const work of WORK) cases.push(...(await inOwnDatabase(databaseUrl, work)))
  return cases
}

async function inOwnDatabase(databaseUrl: string, work: Work): Promise<BenchCase[]> {
  const own = await createOwnDatabase(databaseUrl, 'bench')
  try {
    await migrate(own.url)
    await setMode(own.url, 'exercise')
    // No queue: what is measured is parsing, quality control and storing.
    const config = loadConfig({ ...process.env, DATABASE_URL: own.url, REDIS_URL: undefined, DATA_DIR: dataDir() })
    const app = await NestFactory.createApplicationContext(ReplayAppModule.forRoot(config, 'tool'), { logger: ['error'] })
    try {
      return await work(app.get(DataSource), app.get(IngestPayload))
    } finally {
      await app.close()
    }
  } finally {
    await own.drop()
  }
}
