import { createHmac } from 'node:crypto'
import { APP_GUARD } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { Test } from '@nestjs/testing'
import { DataSource } from 'typeorm'
import { Audit, SESSION_COOKIE, SessionGuard, Sessions } from '#libs/access'
import { Clock, InstallationClock, ProblemFilter } from '#libs/platform'
import { describeWithDatabase, freshDatabase, type TestDatabase } from '../../../../test/services'
import { IngestPayload } from '../ingest/ingest-payload'
import { sourceNamed } from '../sources'
import { acceptPushedBodies } from './accept-pushed-bodies'
import { FeedHookController } from './feed-hook.controller'
import { FeedKeyController } from './feed-key.controller'
import { FeedKeys } from './feed-keys'
import { largestPush } from './pushed-source'

const NOW = new Date('2026-01-31T14:40:00Z')
const ADMIN = { id: '7b0c1c9e-0000-4000-8000-000000000001', role: 'admin' }

class StillClock extends Clock {
  isReplaying = false

  now(): Date {
    return NOW
  }

  replaying(): object | undefined {
    return this.isReplaying ? {} : undefined
  }
}

interface Push {
  readonly source: string
  readonly raw: Buffer
  readonly receivedAt: Date
  readonly origin: string | undefined
}

/** Parses as the real one does and stores nothing: what becomes of readings is tested where they are taken in. */
class Taken {
  readonly pushes: Push[] = []

  async run(source: string, raw: Buffer, receivedAt: Date, origin?: string) {
    this.pushes.push({ source, raw, receivedAt, origin })
    const { items, rejects } = sourceNamed(source).parse(raw)
    const counts = { received: items.length + rejects.length, stored: items.length, duplicates: 0, suspect: 0, rejected: rejects.length }
    return { payloadId: '1', stationIds: [], links: [], rejects, ...counts }
  }
}

describeWithDatabase('the webhook for feeds', () => {
  let fresh: TestDatabase
  let app: NestFastifyApplication
  let keys: FeedKeys
  let taken: Taken

  beforeAll(async () => {
    fresh = await freshDatabase()
    taken = new Taken()
    const sessions = { find: (token: string) => Promise.resolve(token === 'admin' ? ADMIN : undefined) }
    const module = await Test.createTestingModule({
      controllers: [FeedHookController, FeedKeyController],
      providers: [
        { provide: DataSource, useValue: fresh.db },
        { provide: Clock, useExisting: InstallationClock },
        { provide: InstallationClock, useClass: StillClock },
        { provide: IngestPayload, useValue: taken },
        { provide: Sessions, useValue: sessions },
        { provide: APP_GUARD, useClass: SessionGuard },
        Audit,
        FeedKeys,
      ],
    }).compile()
    app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter({ bodyLimit: 4 * 1024 * 1024 }), { rawBody: true })
    app.useGlobalFilters(new ProblemFilter())
    acceptPushedBodies(app)
    const server = app.getHttpAdapter().getInstance()
    // Stands in for the cookie plugin, which Jest cannot load.
    server.addHook('onRequest', async (request) => {
      Object.assign(request, { cookies: { [SESSION_COOKIE]: request.headers['x-session'] } })
    })
    await app.init()
    await server.ready()
    keys = app.get(FeedKeys)
  }, 60_000)
  beforeEach(() => taken.pushes.splice(0))
  afterAll(async () => {
    await app?.close()
    await fresh?.drop()
  })

  const newKey = async (source: string, settings: { signing?: boolean; requestsPerMinute?: number } = {}) =>
    keys.create({ name: 'test', source, ...settings }, 'system:test')

  const push = async (source: string, payload: string | Buffer, headers: Record<string, string>, query = '') => {
    const answer = await app.inject({ method: 'POST', url: `/hooks/feeds/${source}${query}`, payload, headers })
    return { status: answer.statusCode, headers: answer.headers, body: answer.json<Record<string, unknown>>() }
  }
  const bearer = (key: string, type: string) => ({ authorization: `Bearer ${key}`, 'content-type': type })
  const csv = (...rows: string[]) => ['station,parameter,time,value', ...rows].join('\n')
  const ROW = 'Depok,water_level,2026-01-31T21:30:00+07:00,1.85'

  it('takes CSV and JSON byte by byte, and answers what became of them', async () => {
    const { id, key } = await newKey('csv')
    const table = csv(ROW, ...Array.from({ length: 25 }, () => 'Depok,water_level,now,1'))
    const answer = await push('csv', table, bearer(key, 'text/csv; charset=utf-8'))
    expect(answer).toMatchObject({ status: 202, body: { received: 26, stored: 1, duplicates: 0, suspect: 0, rejected: 25 } })
    expect(answer.body['rejects']).toHaveLength(20)
    const json = '{ "readings" : [ ] }'
    expect((await push('csv', json, { 'x-api-key': key, 'content-type': 'application/json' })).status).toBe(202)
    expect(taken.pushes.map(({ raw }) => raw.toString())).toEqual([table, json])
    expect(taken.pushes[0]).toMatchObject({ source: 'csv', receivedAt: NOW, origin: `key:${id}` })
  })

  it('takes alerts of any publisher', async () => {
    const { key } = await newKey('cap')
    const answer = await push('cap', '<html/>', bearer(key, 'application/cap+xml'))
    expect(answer.status).toBe(422)
    expect(taken.pushes).toHaveLength(1)
  })

  it.each([
    ['no key', {}],
    ['a key that is none', { authorization: 'Bearer ktg_x' }],
    ['a key nobody has', { authorization: `Bearer ktg_aaaaaaaaaa_${'A'.repeat(43)}` }],
  ])('refuses %s, and hands nothing on', async (_, headers) => {
    const answer = await push('csv', csv(ROW), { 'content-type': 'text/csv', ...headers })
    expect(answer).toMatchObject({ status: 401, body: { code: 'feed.key-refused' } })
    expect(answer.headers['www-authenticate']).toBe('Bearer')
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(taken.pushes).toEqual([])
  })

  it('refuses a key of another source, and one that was revoked', async () => {
    const other = await newKey('cap')
    expect((await push('csv', csv(ROW), bearer(other.key, 'text/csv'))).status).toBe(401)
    const revoked = await newKey('csv')
    await keys.revoke(revoked.id, 'system:test')
    expect((await push('csv', csv(ROW), bearer(revoked.key, 'text/csv'))).status).toBe(401)
    expect(taken.pushes).toEqual([])
  })

  it('names what is wrong with a push', async () => {
    const { key } = await newKey('csv')
    const status = async (source: string, payload: string | Buffer, type = 'text/csv') => {
      const { status: code, body } = await push(source, payload, bearer(key, type))
      return `${code} ${String(body['code'])}`
    }
    expect(await status('nothing', csv(ROW))).toBe('404 feed.source-unknown')
    expect(await status('dsda-xml', csv(ROW))).toBe('404 feed.not-pushed')
    expect(await status('csv', csv(ROW), 'image/png')).toBe('415 http.415')
    expect(await status('csv', '')).toBe('422 feed.payload-unusable')
    expect(await status('csv', 'a,b\n1,2')).toBe('422 feed.payload-unusable')
    expect(await status('csv', '{"cut off', 'application/json')).toBe('422 feed.payload-unusable')
    expect(await status('csv', Buffer.alloc(largestPush() + 1, 0x61))).toBe('413 http.413')
    const sms = await newKey('sms-inbox')
    const long = Buffer.alloc(sourceNamed('sms-inbox').largestBytes + 1, 0x61)
    expect(await push('sms-inbox', long, bearer(sms.key, 'text/plain'))).toMatchObject({
      status: 413,
      body: { code: 'feed.push-too-large' },
    })
    expect((await push('csv', '', { authorization: `Bearer ${key}` })).status).toBe(415)
  })

  it('stops a key that sends more than it may', async () => {
    const { key } = await newKey('csv', { requestsPerMinute: 2 })
    const answers = []
    for (let i = 0; i < 3; i += 1) answers.push(await push('csv', csv(ROW), bearer(key, 'text/csv')))
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 429])
    expect(answers[2]?.headers['retry-after']).toBe('30')
    expect(answers[2]?.body).toMatchObject({ code: 'feed.too-many-pushes', params: { perMinute: 2 } })
  })

  it('asks to send again when a replay is over', async () => {
    const { key } = await newKey('csv')
    const clock = app.get<unknown, StillClock>(InstallationClock)
    clock.isReplaying = true
    const answer = await push('csv', csv(ROW), bearer(key, 'text/csv'))
    clock.isReplaying = false
    expect(answer).toMatchObject({ status: 503, body: { code: 'feed.replay-running' } })
    expect(taken.pushes).toEqual([])
  })

  it('believes the Android gateway by its signature', async () => {
    const { id, signingKey = '' } = await newKey('sms-inbox', { signing: true })
    const body = JSON.stringify({
      event: 'sms:received',
      payload: { message: 'TMA MANGGARAI 785', phoneNumber: '0812345678', receivedAt: '2026-01-31T21:35:00+07:00' },
    })
    const at = (seconds: number) => String(Math.floor(Date.now() / 1_000) + seconds)
    const signed = (timestamp: string, over = body) => ({
      'content-type': 'application/json',
      'x-timestamp': timestamp,
      'x-signature': createHmac('sha256', signingKey)
        .update(over + timestamp)
        .digest('hex'),
    })
    expect(await push('sms-inbox', body, signed(at(0)), `?key=${id}`)).toMatchObject({ status: 202, body: { received: 1, rejected: 0 } })
    expect((await push('sms-inbox', `${body} `, signed(at(0)), `?key=${id}`)).status).toBe(401)
    expect((await push('sms-inbox', body, signed(at(-3_600)), `?key=${id}`)).status).toBe(401)
    expect((await push('sms-inbox', body, signed(at(0)))).status).toBe(401)
    expect((await push('sms-inbox', body, signed(at(0)), `?key=${(await newKey('sms-inbox')).id}`)).status).toBe(401)
  })

  it('lets an administrator make, see and end keys, and nobody else', async () => {
    const call = (method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object, session = 'admin') =>
      app.inject({ method, url, ...(payload && { payload }), headers: { 'x-kentongan': '1', 'x-session': session } })
    expect((await call('GET', '/api/feed-keys', undefined, 'nobody')).statusCode).toBe(401)
    const made = (await call('POST', '/api/feed-keys', { name: 'Dinas SDA', source: 'csv' })).json<{ id: string; key: string }>()
    expect(await keys.verify(made.key)).toMatchObject({ name: 'Dinas SDA', createdBy: `user:${ADMIN.id}` })
    expect((await call('POST', '/api/feed-keys', { name: '', source: 'csv' })).statusCode).toBe(400)
    expect((await call('GET', '/api/feed-keys')).body).not.toContain(made.key.slice(-20))
    expect((await call('DELETE', `/api/feed-keys/${made.id}`)).statusCode).toBe(204)
    expect((await call('DELETE', `/api/feed-keys/${made.id}`)).statusCode).toBe(404)
    expect(await keys.verify(made.key)).toBeUndefined()
  })
})
