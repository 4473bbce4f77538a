import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { SendingBoard, WarningBrief } from '#libs/contract'
import { findPostgresWithPostgis, findRedis } from '#libs/platform'
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

/** Sign in, a draft from the first hours of 2020, two officers, one warning on its way to phones. */
async function warnOnce(installation: Installation): Promise<SendingBoard> {
  const operator = await installation.signIn('operator')
  const approver = await installation.signIn('penyetuju')
  await operator('POST', '/api/replays', REPLAY)
  const draft = await eventually(() => firstWarning(operator, 'draft'), 120_000, 'a draft')
  await operator('POST', `/api/warnings/${draft.id}/submission`, {})
  await approver('POST', `/api/warnings/${draft.id}/approval`, {})
  return eventually(
    async () => {
      const board = await operator<SendingBoard>('GET', `/api/warnings/${draft.id}/board`)
      return board.totals.accepted > 0 ? board : undefined
    },
    120_000,
    'a message accepted by the virtual phones',
  )
}

const firstWarning = async (ask: Ask, state: WarningBrief['state']): Promise<WarningBrief | undefined> =>
  (await ask<WarningBrief[]>('GET', '/api/warnings')).find((warning) => warning.state === state)

const postgis = findPostgresWithPostgis() ? undefined : 'PostgreSQL with PostGIS is not installed'
const redis = findRedis() ? undefined : 'redis-server is not installed'

describe.each([
  ['PostgreSQL and Redis', { KENTONGAN_TIER: 'postgres', KENTONGAN_QUEUE: 'redis' }, postgis ?? redis],
  ['PostgreSQL alone', { KENTONGAN_TIER: 'postgres', KENTONGAN_QUEUE: 'postgres' }, postgis],
  ['PGlite alone', { KENTONGAN_TIER: 'pglite', KENTONGAN_QUEUE: 'postgres' }, undefined],
])('npm start on %s', (_, tier, missing) => {
  const reason = whyNotStartable() ?? missing
  const test = reason ? it.skip : it
  let dataDir: string
  let running: Installation | undefined

  beforeEach(() => {
    dataDir = mkdtempSync(path.join(os.tmpdir(), 'kentongan-start-'))
    chmodSync(dataDir, 0o755)
  })

  afterEach(async () => {
    await running?.stop()
    running = undefined
    killAll(dataDir) // a test that failed may have left something
    rmSync(dataDir, { recursive: true, force: true })
  }, 60_000)

  test(
    `carries a warning from sign-in to a phone, and leaves nothing running${reason ? ` (left out: ${reason})` : ''}`,
    async () => {
      running = await Installation.start(dataDir, tier)
      expect(running.said).toContain('LATIHAN')
      const board = await warnOnce(running)
      expect(board.totals.planned).toBeGreaterThan(0)
      expect(await running.stop()).toBe(0)
      expect(existsSync(path.join(dataDir, 'instance.lock'))).toBe(false)
      expect(existsSync(path.join(dataDir, 'pg', 'postmaster.pid'))).toBe(false)
      expect(readdirSync(path.join(dataDir, 'in-use'))).toEqual([])
    },
    SLOW,
  )
})

describe('an installation', () => {
  const reason = whyNotStartable() ?? postgis
  const test = reason ? it.skip : it
  const because = reason ? ` (left out: ${reason})` : ''
  let dataDir: string
  let running: Installation | undefined

  beforeEach(() => {
    dataDir = mkdtempSync(path.join(os.tmpdir(), 'kentongan-start-'))
    chmodSync(dataDir, 0o755)
  })

  afterEach(async () => {
    await running?.stop()
    running = undefined
    killAll(dataDir) // a test that failed may have left something
    rmSync(dataDir, { recursive: true, force: true })
  }, 60_000)

  test(
    `lets no second one use its data folder or its port${because}`,
    async () => {
      running = await Installation.start(dataDir)
      await expect(Installation.start(dataDir)).rejects.toThrow(/sudah berjalan \(proses \d+\)/)
      const other = path.join(dataDir, 'other')
      await expect(Installation.start(other, { PORT: new URL(running.url).port })).rejects.toThrow(/PORT=/)
    },
    SLOW,
  )

  test.each(['launcher', 'everything'] as const)(
    `starts again after kill -9 of %s, on the same port, with the same accounts${because}`,
    async (what) => {
      const first = await Installation.start(dataDir)
      await first.signIn('operator')
      await first.kill(what)
      running = await Installation.start(dataDir, { PORT: new URL(first.url).port })
      expect(running.url).toBe(first.url)
      await running.signIn('operator')
    },
    SLOW,
  )

  test(
    `refuses a mode that does not exist and a mode it was not made for${because}`,
    async () => {
      await expect(Installation.start(dataDir, { KENTONGAN_MODE: 'Actual' })).rejects.toThrow(/KENTONGAN_MODE/)
      running = await Installation.start(dataDir)
      await running.stop()
      running = undefined
      await expect(Installation.start(dataDir, { KENTONGAN_MODE: 'actual' })).rejects.toThrow(/KENTONGAN_MODE/)
    },
    SLOW,
  )
})
