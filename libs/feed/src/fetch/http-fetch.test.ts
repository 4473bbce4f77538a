import { FeedDouble } from '../../../../test/simulators/feed-double'
import { HostPace } from './host-pace'
import { type FetchLimits, httpFetch } from './http-fetch'

const LIMITS: FetchLimits = { largestBytes: 1_000_000, contentTypes: ['application/json'], timeoutMs: 2_000, userAgent: 'Kentongan/test' }

describe('asking a server', () => {
  const double = new FeedDouble()
  let base: string

  beforeAll(async () => {
    base = await double.start()
    double.serve('/list.json?x=1', 'application/json; charset=utf-8', '{"a":1}')
  })
  afterEach(() => double.mend())
  afterAll(() => double.stop())

  const ask = (limits: Partial<FetchLimits> = {}, known = {}) => httpFetch(`${base}/list.json?x=1`, known, { ...LIMITS, ...limits })

  it('gives the body as it came and says who asks', async () => {
    expect(await ask()).toMatchObject({ kind: 'payload', raw: Buffer.from('{"a":1}') })
    expect(double.asked.at(-1)?.userAgent).toBe('Kentongan/test')
  })

  it('asks whether anything is new with what it was told last', async () => {
    const first = await ask()
    if (first.kind !== 'payload') throw new Error(first.kind)
    expect(await ask({}, first.validators)).toEqual({ kind: 'unchanged' })
  })

  it.each([
    ['no page', 'a 404 in JSON', 'HTTP 404 {"message":"Data not found"'],
    ['status', 'a 500', 'HTTP 500 down'],
    ['slow', 'silence', 'no answer within 200 ms'],
    ['huge', 'a body without end', 'more than 1000000 bytes'],
    ['reset', 'a cut line', 'UND_ERR_SOCKET'],
  ])('%s: %s is a failure with its reason', async (fault, _, detail) => {
    if (fault === 'no page') {
      expect(await httpFetch(`${base}/none`, {}, LIMITS)).toMatchObject({ kind: 'failed', detail: expect.stringContaining(detail) })
      return
    }
    if (fault === 'status') double.fail('/list', { kind: 'status', status: 500, body: 'down', contentType: 'text/plain' })
    if (fault === 'slow') double.fail('/list', { kind: 'slow', ms: 1_000 })
    if (fault === 'huge') double.fail('/list', { kind: 'huge', bytes: 100_000_000 })
    if (fault === 'reset') double.fail('/list', { kind: 'reset' })
    expect(await ask({ timeoutMs: fault === 'slow' ? 200 : 5_000 })).toEqual({ kind: 'failed', detail: expect.stringContaining(detail) })
  })

  it('keeps a page of another kind as evidence', async () => {
    double.fail('/list', { kind: 'wrong-type' })
    expect(await ask()).toMatchObject({ kind: 'unusable', detail: 'content type text/html where application/json is expected' })
  })

  it('waits for as long as it is asked to', async () => {
    double.fail('/list', { kind: 'status', status: 429, body: 'slow down', contentType: 'text/plain', retryAfter: '30' })
    expect(await ask()).toMatchObject({ kind: 'failed', retryAfterMs: 30_000 })
  })

  it('follows a host to its own pages and nowhere else', async () => {
    double.fail('/list', { kind: 'status', status: 302, body: '', contentType: 'text/plain', location: '/other.json' })
    double.serve('/other.json', 'application/json', '{}')
    expect(await ask()).toMatchObject({ kind: 'payload' })
    double.fail('/list', { kind: 'status', status: 302, body: '', contentType: 'text/plain', location: 'http://169.254.169.254/latest' })
    expect(await ask()).toEqual({ kind: 'failed', detail: 'HTTP 302 to another host' })
    double.fail('/list', { kind: 'status', status: 302, body: '', contentType: 'text/plain', location: '/list.json?x=1' })
    expect(await ask()).toMatchObject({ kind: 'failed', detail: expect.stringContaining('circles') })
  })

  it('ends when told to', async () => {
    const abort = new AbortController()
    double.fail('/list', { kind: 'slow', ms: 1_000 })
    const asked = httpFetch(`${base}/list.json?x=1`, {}, LIMITS, abort.signal)
    abort.abort(new Error('stopping'))
    await expect(asked).rejects.toThrow()
  })
})

describe('the pace of a host', () => {
  it('spreads requests evenly and keeps hosts apart', async () => {
    let now = 0
    const pace = new HostPace(() => now)
    const started = performance.now()
    for (let i = 0; i < 4; i += 1) await pace.turn('api', 1_200) // 50 ms apart
    expect(performance.now() - started).toBeGreaterThanOrEqual(140)
    const other = performance.now()
    await pace.turn('www', 1)
    expect(performance.now() - other).toBeLessThan(40)
    now = 1e6
    await pace.turn('www', 1)
    expect(performance.now() - other).toBeLessThan(80)
  })

  it('gives up waiting when stopped', async () => {
    const pace = new HostPace(() => 0)
    await pace.turn('api', 1)
    await expect(pace.turn('api', 1, AbortSignal.timeout(20))).rejects.toThrow()
  })
})
