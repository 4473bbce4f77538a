import { outcomeOfError, outcomeOfStatus, retryAfterMs } from './call-failure'

const now = new Date('2020-01-01T00:00:00Z')
const failure = (code: string): Error => Object.assign(new Error('to +62811 failed'), { code })

describe('a call that failed', () => {
  it.each(['ECONNREFUSED', 'ENOTFOUND', 'UND_ERR_CONNECT_TIMEOUT'])('%s proves that nothing left', (code) =>
    expect(outcomeOfError(failure(code)).kind).toBe('not-sent'),
  )

  it.each(['ECONNRESET', 'UND_ERR_SOCKET', 'UND_ERR_HEADERS_TIMEOUT', 'ABORT_ERR'])('%s proves nothing', (code) =>
    expect(outcomeOfError(failure(code)).kind).toBe('unknown'),
  )

  it('looks into the cause, and repeats no message of an error', () => {
    expect(outcomeOfError(new Error('x', { cause: failure('ECONNREFUSED') }))).toEqual({
      kind: 'not-sent',
      retryAfterMs: 1_000,
      detail: 'ECONNREFUSED',
    })
    expect(JSON.stringify(outcomeOfError(failure('ECONNRESET')))).not.toContain('+62811')
    expect(outcomeOfError(undefined).kind).toBe('unknown')
  })

  it.each([
    [200, 'unknown'],
    [204, 'unknown'],
    [400, 'unknown'],
    [401, 'not-sent'],
    [410, 'not-sent'],
    [429, 'not-sent'],
    [500, 'unknown'],
    [503, 'unknown'],
  ])('status %i means %s', (status, kind) => expect(outcomeOfStatus(status, undefined, now).kind).toBe(kind))

  it('raises a fault of the channel for a wrong key alone', () => {
    expect(outcomeOfStatus(401, undefined, now)).toMatchObject({ channelFault: true })
    expect(outcomeOfStatus(429, undefined, now)).not.toHaveProperty('channelFault')
  })

  it.each([
    ['7', 7_000],
    ['Wed, 01 Jan 2020 00:00:30 GMT', 30_000],
    ['soon', 1_000],
    ['0', 1_000],
    [undefined, 1_000],
    ['999999', 900_000],
  ])('Retry-After %s is %i ms', (header, ms) => expect(retryAfterMs(header, now)).toBe(ms))
})
