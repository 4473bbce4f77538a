import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FeatureCollection } from 'geojson'
import type { BulletinView, FeedDetail, FeedView, QualityOverride, StationDetail } from '#libs/contract'
import { findPostgresWithPostgis } from '#libs/platform'
import { PAGES } from '../feeds/pages'
import { FeedDouble } from '../simulators/feed-double'
import { type Ask, Installation, killAll, whyNotStartable } from '../simulators/installation'

const reason = whyNotStartable() ?? (findPostgresWithPostgis() ? undefined : 'PostgreSQL with PostGIS is not installed')
const test = reason ? it.skip : it
const title = reason ? ` (left out: ${reason})` : ''

async function eventually<T>(question: () => Promise<T | undefined>, waitMs: number, what: string): Promise<T> {
  for (const deadline = Date.now() + waitMs; Date.now() < deadline; await sleep(300)) {
    const answer = await question()
    if (answer !== undefined) return answer
  }
  throw new Error(`${what}: not within ${waitMs / 1_000} s`)
}

describe('npm start -- --feeds-base', () => {
  const double = new FeedDouble()
  let dataDir: string
  let running: Installation | undefined

  beforeEach(() => {
    dataDir = mkdtempSync(path.join(os.tmpdir(), 'kentongan-feeds-'))
    chmodSync(dataDir, 0o755)
  })

  afterEach(async () => {
    await running?.stop()
    running = undefined
    await double.stop()
    killAll(dataDir) // a test that failed may have left something
    rmSync(dataDir, { recursive: true, force: true })
  }, 60_000)

  test(`brings readings and bulletins to the screens, says what fails and what it was, and takes what others push${title}`, async () => {
    const base = await double.start()
    for (const page of PAGES) double.serve(page.path, page.contentType, page.at(new Date()))
    running = await Installation.start(dataDir, { KENTONGAN_TIER: 'postgres', KENTONGAN_QUEUE: 'postgres', FEEDS_BASE: base })
    expect(running.said).toContain(base)
    const operator = await running.signIn('operator')

    const bulletins = await eventually(() => both(operator), 60_000, 'an alert and an earthquake')
    expect(bulletins.find((each) => each.type === 'alert')).toMatchObject({ attribution: 'BMKG', state: 'in-effect', status: 'Actual' })
    expect(bulletins.find((each) => each.type === 'alert')?.villages.length).toBeGreaterThan(3)
    expect(bulletins.find((each) => each.type === 'earthquake')?.earthquake).toMatchObject({ magnitude: 5.2, tsunami: 'none' })
    const map = await operator<FeatureCollection>('GET', '/api/bulletins.geojson')
    expect(map.features.map((feature) => feature.geometry.type).toSorted()).toEqual(['Point', 'Polygon'])
    const post = await operator<StationDetail>('GET', '/api/stations/manggarai?hours=6')
    expect(post.series).toMatchObject([{ value: 7.35, quality: 'good', source: 'dsda-xml', standing: 'primary' }])

    double.fail('/xmldata.xml', { kind: 'status', status: 500, body: 'down', contentType: 'text/plain' })
    await operator('POST', '/api/feeds/dsda-xml/retry', {})
    const failing = await eventually(async () => failed(await operator<FeedDetail>('GET', '/api/feeds/dsda-xml')), 30_000, 'a failure')
    expect(failing.payloads[0]).toMatchObject({ outcome: 'failed', detail: 'HTTP 500 down' })
    expect((await operator<StationDetail>('GET', '/api/stations/manggarai?hours=6')).series).toHaveLength(1)

    const verdict = {
      parameter: 'water_level',
      from: post.series[0]?.at,
      to: post.series[0]?.at,
      quality: 'suspect',
      reason: 'papan duga tertutup sampah',
    }
    const override = await operator<QualityOverride>('POST', '/api/stations/manggarai/overrides', verdict)
    expect(override).toMatchObject({ quality: 'suspect', reason: verdict.reason, withdrawnAt: null })
    const decided = await operator<StationDetail>('GET', '/api/stations/manggarai?hours=6')
    expect(decided.series).toMatchObject([{ value: 7.35, quality: 'suspect', rule: 'override' }])
    await operator('DELETE', `/api/stations/manggarai/overrides/${override.id}`, { reason: 'sudah diperiksa di lapangan' })
    const after = await operator<StationDetail>('GET', '/api/stations/manggarai?hours=6')
    expect(after.series).toMatchObject([{ quality: 'good', rule: null }])
    expect(after.overrides).toMatchObject([{ id: override.id, withdrawnBy: expect.any(String) }])
    const viewer = await running.signIn('pengamat')
    await expect(viewer('POST', '/api/stations/manggarai/overrides', verdict)).rejects.toThrow('403')

    const admin = await running.signIn('admin')
    const { key } = await admin<{ key: string }>('POST', '/api/feed-keys', { name: 'Dinas tetangga', source: 'csv' })
    const pushed = await fetch(`${running.url}/hooks/feeds/csv`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'text/csv' },
      body: `station,parameter,time,value\ndepok,water_level,${new Date(Date.now() - 60_000).toISOString()},1.85\nentah,water_level,x,1\n`,
    })
    expect(pushed.status).toBe(202)
    expect(await pushed.json()).toMatchObject({ received: 2, stored: 1, rejected: 1 })
    expect((await fetch(`${running.url}/hooks/feeds/csv`, { method: 'POST', body: 'x' })).status).toBe(401)

    const feeds = await operator<FeedView[]>('GET', '/api/feeds')
    expect(feeds.find((feed) => feed.source === 'csv')).toMatchObject({ intake: 'push', stored: 1, rejected: 1 })
    expect(double.asked.every((each) => each.userAgent?.startsWith('Kentongan/'))).toBe(true)
  }, 200_000)
})

async function both(ask: Ask): Promise<BulletinView[] | undefined> {
  const all = await ask<BulletinView[]>('GET', '/api/bulletins')
  return new Set(all.map((each) => each.type)).size === 2 ? all : undefined
}

const failed = (feed: FeedDetail): FeedDetail | undefined => (feed.consecutiveFailures > 0 ? feed : undefined)
