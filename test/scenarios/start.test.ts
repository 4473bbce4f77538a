import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { SendingBoard, WarningBrief } from '#libs/contract'
import { findPostgresWithPostgis, findRedis } from '#libs/platform'
import { emptyDatabase, testRedisUrl } from '../services'
import { type Ask, Installation, killAll, whyNotStartable } from '../simulators/installation'

const REPLAY = { name: 'jakarta-2020', speed: 'max', until: '2020-01-01T03:00:00+07:00' }
const SLOW = 400_000

async function eventually<T>(question: () => Promise<T | undefined>, waitMs: number, what: string): Promise<T> {
  for (const deadline = Date.now() + waitMs; Date.now() < deadline; await sleep(300)) {
    const answer = await question()
    if (answer !== undefined) return answer
  }
  throw new Error(`${what}: not within ${waitMs / 1_000} s`)
}

const boardOf = (ask: Ask, warningId: string): Promise<SendingBoard> => ask('GET', `/api/warnings/${warningId}/board`)

const firstWarning = async (ask: Ask, state: WarningBrief['state']): Promise<WarningBrief | undefined> =>
  (await ask<WarningBrief[]>('GET', '/api/warnings')).find((warning) => warning.state === state)

/** Sign in, a draft from the first hours of 2020, two officers, one warning on its way to phones. */
async function warnOnce(installation: Installation): Promise<{ warningId: string; board: SendingBoard }> {
  const operator = await installation.signIn('operator')
  const approver = await installation.signIn('penyetuju')
  await operator('POST', '/api/replays', REPLAY)
  const { id: warningId } = await eventually(() => firstWarning(operator, 'draft'), 120_000, 'a draft')
  await operator('POST', `/api/warnings/${warningId}/submission`, {})
  await approver('POST', `/api/warnings/${warningId}/approval`, {})
  const accepted = async (): Promise<SendingBoard | undefined> => {
    const board = await boardOf(operator, warningId)
    return board.totals.accepted > 0 ? board : undefined
  }
  return { warningId, board: await eventually(accepted, 120_000, 'a message accepted by the virtual phones') }
}

/** A data folder for each test; what a failed test left running in it is killed. */
class Place {
  dataDir = ''
  private running?: Installation

  constructor() {
    beforeEach(() => {
      this.dataDir = mkdtempSync(path.join(os.tmpdir(), 'kentongan-start-'))
      chmodSync(this.dataDir, 0o755)
    })
    afterEach(async () => {
      await this.running?.stop()
      this.running = undefined
      killAll(this.dataDir)
      rmSync(this.dataDir, { recursive: true, force: true })
    }, 60_000)
  }

  async start(env: Readonly<Record<string, string>> = {}): Promise<Installation> {
    this.running = await Installation.start(this.dataDir, env)
    return this.running
  }
}

/** A test that needs the build and more; what is missing is told in its name. */
const testing = (missing?: string): { test: jest.It; because: string } => {
  const reason = whyNotStartable() ?? missing
  return reason ? { test: it.skip, because: ` (left out: ${reason})` } : { test: it, because: '' }
}

const postgis = findPostgresWithPostgis() ? undefined : 'PostgreSQL with PostGIS is not installed'
const redis = findRedis() ? undefined : 'redis-server is not installed'

describe.each([
  ['PostgreSQL and Redis', { KENTONGAN_TIER: 'postgres', KENTONGAN_QUEUE: 'redis' }, postgis ?? redis],
  ['PostgreSQL alone', { KENTONGAN_TIER: 'postgres', KENTONGAN_QUEUE: 'postgres' }, postgis],
  ['PGlite alone', { KENTONGAN_TIER: 'pglite', KENTONGAN_QUEUE: 'postgres' }, undefined],
])('npm start on %s', (_, tier, missing) => {
  const { test, because } = testing(missing)
  const place = new Place()

  test(
    `carries a warning from sign-in to a phone, and leaves nothing running${because}`,
    async () => {
      const running = await place.start(tier)
      expect(running.said).toContain('LATIHAN')
      const { board } = await warnOnce(running)
      expect(board.totals.planned).toBeGreaterThan(0)
      expect(await running.stop()).toBe(0)
      expect(existsSync(path.join(place.dataDir, 'instance.lock'))).toBe(false)
      expect(existsSync(path.join(place.dataDir, 'pg', 'postmaster.pid'))).toBe(false)
      expect(readdirSync(path.join(place.dataDir, 'in-use'))).toEqual([])
    },
    SLOW,
  )
})

describe('npm start on a database and a queue that are given', () => {
  const { test, because } = testing(postgis ?? redis)
  const place = new Place()

  test(
    `carries a warning from sign-in to a phone, and starts no server of its own${because}`,
    async () => {
      const database = await emptyDatabase()
      const running = await place.start({ DATABASE_URL: database.url, REDIS_URL: testRedisUrl() ?? '' })
      expect(running.said).toMatch(/Basis data: yang diberikan +antrean: yang diberikan/)
      const { warningId, board } = await warnOnce(running)
      expect(board.totals.planned).toBeGreaterThan(0)
      expect(readdirSync(place.dataDir)).not.toEqual(expect.arrayContaining(['pg', 'redis']))
      expect(await running.stop()).toBe(0)
      const again = await place.start({ DATABASE_URL: database.url, REDIS_URL: testRedisUrl() ?? '' })
      expect((await boardOf(await again.signIn('operator'), warningId)).totals.planned).toBe(board.totals.planned)
      expect(await again.stop()).toBe(0)
      await database.drop()
    },
    SLOW,
  )
})

describe('an installation', () => {
  const { test, because } = testing(postgis)
  const place = new Place()

  test(
    `lets no second one use its data folder or its port${because}`,
    async () => {
      const running = await place.start()
      await expect(Installation.start(place.dataDir)).rejects.toThrow(/sudah berjalan \(proses \d+\)/)
      const other = path.join(place.dataDir, 'other')
      await expect(Installation.start(other, { PORT: new URL(running.url).port })).rejects.toThrow(/PORT=/)
    },
    SLOW,
  )

  test(
    `starts again after kill -9 of the launcher, on the same port, with the same accounts${because}`,
    async () => {
      const first = await place.start()
      await first.signIn('operator')
      await first.kill('launcher')
      const second = await place.start({ PORT: new URL(first.url).port })
      expect(second.url).toBe(first.url)
      await second.signIn('operator')
    },
    SLOW,
  )

  test(
    `starts again after kill -9 of everything in the middle of a send: nothing is lost, nothing planned twice, the rest goes out${because}`,
    async () => {
      const first = await place.start()
      const { warningId, board } = await warnOnce(first)
      await first.kill('everything')
      const second = await place.start({ PORT: new URL(first.url).port })
      const operator = await second.signIn('operator')
      const settled = await eventually(
        async () => {
          const { totals } = await boardOf(operator, warningId)
          return totals.pending === 0 ? totals : undefined
        },
        120_000,
        'the end of the send',
      )
      expect(settled.planned).toBe(board.totals.planned)
      expect(settled.accepted).toBeGreaterThanOrEqual(board.totals.accepted)
    },
    SLOW,
  )

  test(
    `refuses a mode that does not exist and a mode it was not made for${because}`,
    async () => {
      await expect(place.start({ KENTONGAN_MODE: 'Actual' })).rejects.toThrow(/KENTONGAN_MODE/)
      await (await place.start()).stop()
      await expect(place.start({ KENTONGAN_MODE: 'actual' })).rejects.toThrow(/KENTONGAN_MODE/)
    },
    SLOW,
  )

  test(
    `refuses a replay that ends before it begins, naming the field${because}`,
    async () => {
      const operator = await (await place.start()).signIn('operator')
      const answer = (until: string): Promise<unknown> => operator('POST', '/api/replays', { ...REPLAY, until })
      await expect(answer('tomorrow')).rejects.toThrow(/: 400 .*"field":"until"/)
      await expect(answer('2019-01-01T00:00:00Z')).rejects.toThrow(/: 422 .*"field":"until"/)
    },
    SLOW,
  )
})
