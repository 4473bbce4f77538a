import { FeedDouble, type FeedFault } from '../../../../test/simulators/feed-double'
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

  it.each<[string, string, FeedFault, string]>([
    ['/list', 'a 500', { kind: 'status', status: 500, body: 'down', contentType: 'text/plain' }, 'HTTP 500 down'],
    ['/list', 'silence', { kind: 'slow', ms: 1_500 }, 'no answer within 500 ms'],
    ['/list', 'a body without end', { kind: 'huge', bytes: 100_000_000 }, 'more than 1000000 bytes'],
    ['/list', 'a cut line', { kind: 'reset' }, 'UND_ERR_SOCKET'],
    ['/elsewhere', 'a 404 in JSON', { kind: 'reset' }, 'HTTP 404 {"message":"Data not found"'],
  ])('%s: %s is a failure with its reason', async (broken, what, fault, detail) => {
    double.fail(broken, fault)
    const url = broken === '/list' ? `${base}/list.json?x=1` : `${base}/none`
    const outcome = await httpFetch(url, {}, { ...LIMITS, timeoutMs: what === 'silence' ? 500 : 10_000 })
    expect(outcome).toEqual({ kind: 'failed', detail: expect.stringContaining(detail) })
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
    await expect(asked).rejects.toThrow('stopping')
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
    await expect(pace.turn('api', 1, AbortSignal.timeout(20))).rejects.toThrow('aborted')
  })
})
