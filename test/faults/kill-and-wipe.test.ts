import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Redis from 'ioredis'
import { sql } from '#libs/platform'
import { anApprovedWarning, aVillage, NIGHT } from '../factories/ledger'
import { describeWithQueue, freshDatabase, type TestDatabase, testRedisUrl } from '../services'
import { type SandboxProcess, startSandboxProcess } from '../simulators/sandbox-process'
import { startWorkerProcess, type WorkerProcess } from './worker-process'

const PEOPLE = 6_000
const PATIENCE_MS = 90_000
jest.setTimeout(4 * PATIENCE_MS)

describeWithQueue('a worker that dies and a queue that is wiped in the middle of a send', () => {
  let database: TestDatabase
  let phones: SandboxProcess
  let workers: WorkerProcess[] = []

  const start = (): void => {
    workers.push(
      startWorkerProcess({
        DATABASE_URL: database.url,
        REDIS_URL: testRedisUrl(),
        KENTONGAN_MODE: 'exercise',
        SANDBOX_URL: phones.url,
        SANDBOX_KEY: phones.key,
        SEND_TIMEOUT_MS: '1000',
        SWEEP_EVERY_MS: '300',
        DATA_DIR: path.join(os.tmpdir(), 'kentongan-fault-test'),
      }),
    )
  }
  const killAll = async (): Promise<void> => {
    await Promise.all(workers.map((worker) => worker.kill()))
    workers = []
  }
  const count = async (condition: string): Promise<number> => {
    const [row] = await sql<{ n: number }>(database.db, `select count(*)::int as n from delivery where ${condition}`)
    return row?.n ?? 0
  }
  const until = async (done: () => Promise<boolean>, what: string): Promise<void> => {
    const deadline = Date.now() + PATIENCE_MS
    while (!(await done())) {
      if (Date.now() > deadline) throw new Error(`not within ${PATIENCE_MS / 1_000} s: ${what}`)
      await sleep(10)
    }
  }
  /** Every person has one outcome, the provider has one message a person at most, and the provider has what the ledger says it has. */
  const expectEachOnce = async (): Promise<void> => {
    const stats = await phones.stats()
    expect(stats.duplicates).toBe(0)
    const [row] = await sql<{ people: number; accepted: number; refused: number }>(
      database.db,
      `select count(distinct contact_id)::int as people, count(distinct contact_id) filter (where provider_ref is not null)::int as accepted,
              count(distinct contact_id) filter (where state = 'refused')::int as refused from delivery`,
    )
    expect(row?.people).toBe(PEOPLE)
    expect((row?.accepted ?? 0) + (row?.refused ?? 0)).toBe(PEOPLE)
    expect(stats.messages).toBe(row?.accepted)
  }

  beforeEach(async () => {
    database = await freshDatabase()
    phones = await startSandboxProcess(database.url, { SANDBOX_CLOCK: 'manual' })
    await sql(database.db, `update installation set clock_anchor = $1, clock_anchored_at = clock_timestamp(), clock_rate = 1`, [NIGHT])
    await aVillage(database.db, { contacts: PEOPLE })
    await anApprovedWarning(database.db)
  })

  afterEach(async () => {
    await killAll()
    await phones.kill()
    await database.drop()
  })

  it('sends to each once although the worker is killed three times', async () => {
    for (const sent of [500, 1_500, 3_000]) {
      start()
      await until(async () => (await count(`attempted_at is not null`)) >= sent, `${sent} attempted`)
      await killAll()
    }
    start()
    await until(
      async () => (await count(`state in ('planned', 'attempting', 'unknown')`)) === 0 && (await count('true')) >= PEOPLE,
      'nothing left open',
    )
    await expectEachOnce()
  })

  it('sends to each once although the queue is wiped', async () => {
    const redis = new Redis(testRedisUrl() as string)
    try {
      start()
      await until(async () => (await count(`attempted_at is not null`)) >= 500, '500 attempted')
      await redis.flushall()
      await killAll()
      await redis.flushall()
      start()
      await until(
        async () => (await count(`state in ('planned', 'attempting', 'unknown')`)) === 0 && (await count('true')) >= PEOPLE,
        'nothing left open',
      )
    } finally {
      redis.disconnect()
    }
    await expectEachOnce()
  })
})
