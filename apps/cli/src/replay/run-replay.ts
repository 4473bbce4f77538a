import { randomBytes } from 'node:crypto'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { DataSource } from 'typeorm'
import { loadConfig, ProblemFilter, sql } from '#libs/platform'
import { SandboxEndpoint } from '#libs/delivery'
import { cutIntoPolls, ProviderControl, readReplay, ReplayDriver, type ReplayProgress, type ReplayReport, replayReport } from '#libs/replay'
import { prepareDatabase } from '../prepare-database'
import { createOwnDatabase } from './own-database'
import { startProvider } from './provider-process'
import { ReplayAppModule } from './replay-app.module'

export interface ReplayRequest {
  readonly name: string
  readonly regionFolder: string
  /** Any database on the server that is to hold the replay's own. */
  readonly databaseUrl: string
  readonly redisUrl?: string
  readonly from?: Date
  readonly until?: Date
  readonly speed: number | 'max'
  readonly autoApprove: boolean
  readonly keep: boolean
  readonly dataDir: string
  readonly onProgress?: (progress: ReplayProgress) => Promise<void>
  readonly say: (line: string) => void
}

const BODY_LIMIT = 4 * 1024 * 1024

/** A past flood through the whole chain, in a database of its own that is dropped at the end unless it is to be kept. */
export async function runReplay(request: ReplayRequest): Promise<ReplayReport> {
  const recording = readReplay(request.regionFolder, request.name)
  const polls = cutIntoPolls(recording.content).filter((poll) => !request.from || poll.at >= request.from)
  const own = await createOwnDatabase(request.databaseUrl, 'replay')
  const phones = await createOwnDatabase(request.databaseUrl, 'phones')
  try {
    await prepareDatabase(own.url, request.regionFolder, 'exercise')
    return await play(request, own.url, phones.url, recording.source, polls)
  } finally {
    if (request.keep) request.say(`database kept: ${own.name}, virtual phones: ${phones.name}`)
    else {
      await own.drop()
      await phones.drop()
    }
  }
}

async function play(
  request: ReplayRequest,
  url: string,
  phonesUrl: string,
  source: string,
  polls: ReturnType<typeof cutIntoPolls>,
): Promise<ReplayReport> {
  const key = randomBytes(16).toString('hex')
  const config = loadConfig({
    ...process.env,
    DATABASE_URL: url,
    REDIS_URL: request.redisUrl,
    KENTONGAN_MODE: 'exercise',
    SANDBOX_URL: 'http://127.0.0.1:1',
    SANDBOX_KEY: key,
    DATA_DIR: request.dataDir,
    PORT: '0',
  })
  const app = await NestFactory.create<NestFastifyApplication>(
    ReplayAppModule.forRoot(config),
    new FastifyAdapter({ bodyLimit: BODY_LIMIT }),
    {
      rawBody: true,
      logger: ['warn', 'error'],
    },
  )
  app.useGlobalFilters(new ProblemFilter())
  await app.listen(0, '127.0.0.1')
  const hookUrl = `${await app.getUrl()}/hooks/sandbox`
  const provider = await startProvider({ key, store: phonesUrl, hookUrl, clock: 'manual' })
  try {
    app.get(SandboxEndpoint).point(provider.url, provider.key)
    const db = app.get(DataSource)
    const officers = request.autoApprove ? await replayOfficers(db) : undefined
    const started = Date.now()
    const observations = await app
      .get(ReplayDriver)
      .run({ source, polls, until: request.until, speed: request.speed, officers, onProgress: request.onProgress })
    const wallSeconds = (Date.now() - started) / 1_000
    const { messages, duplicates, replies } = await app.get(ProviderControl).stats()
    return await replayReport(db, request.name, observations, { wallSeconds, sends: messages, replies, duplicateAttempts: duplicates })
  } finally {
    await app.close()
    await provider.stop()
  }
}

/** Two accounts that can sign nothing by hand: they have no password. */
async function replayOfficers(db: DataSource): Promise<{ author: string; approver: string }> {
  const rows = await sql<{ id: string; role: string }>(
    db,
    `insert into app_user (username, full_name, role, password_hash, demo)
     values ('replay-author', 'Penyusun replay', 'operator', '!', true), ('replay-approver', 'Penyetuju replay', 'approver', '!', true)
     returning id, role`,
  )
  const id = (role: string): string => rows.find((row) => row.role === role)?.id ?? ''
  return { author: id('operator'), approver: id('approver') }
}
