import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { isSignedBy } from './gateway-signature'
import { hashSecret, newId, newSecret, readKey, secretFits, writeKey } from './key-text'
import { offsetInstant } from './offset-instant'

describe('the text of a key', () => {
  it('reads back as it was written, and nothing else reads', () => {
    for (let i = 0; i < 50; i += 1) {
      const key = { id: newId(), secret: newSecret() }
      expect(readKey(writeKey(key))).toEqual(key)
      expect(readKey(writeKey(key).slice(0, -1))).toBeUndefined()
      expect(readKey(` ${writeKey(key)}`)).toBeUndefined()
    }
    fc.assert(fc.property(fc.string(), (text) => expect(readKey(text)).toBeUndefined()))
  })

  it('fits its own hash alone', () => {
    const secret = newSecret()
    expect(secretFits(secret, hashSecret(secret))).toBe(true)
    expect(secretFits(newSecret(), hashSecret(secret))).toBe(false)
    expect(secretFits(secret, undefined)).toBe(false)
  })
})

describe('the signature of the Android gateway', () => {
  const key = 'a key'
  const body = Buffer.from('{"event":"sms:received"}')
  const timestamp = '1741912196'
  const signature = createHmac('sha256', key).update(`${body.toString()}${timestamp}`).digest('hex')
  const wall = new Date(1_741_912_196_000)
  const minutesLater = (minutes: number) => new Date(wall.getTime() + minutes * 60_000)

  it('is over body and timestamp', () => {
    expect(isSignedBy(key, { body, signature, timestamp }, wall)).toBe(true)
    expect(isSignedBy(key, { body, signature, timestamp }, minutesLater(9))).toBe(true)
  })

  it.each([
    ['another body', { body: Buffer.from('{}'), signature, timestamp }, wall],
    ['another time', { body, signature, timestamp: '1741912197' }, wall],
    ['a time that is none', { body, signature, timestamp: 'now' }, wall],
    ['no signature', { body, signature: '', timestamp }, wall],
    ['half a signature', { body, signature: signature.slice(0, 32), timestamp }, wall],
    ['a copy, later', { body, signature, timestamp }, minutesLater(11)],
    ['a time to come', { body, signature, timestamp }, minutesLater(-11)],
  ])('does not fit %s', (_, request, at) => {
    expect(isSignedBy(key, request, at)).toBe(false)
  })

  it('does not fit another key', () => {
    expect(isSignedBy('another key', { body, signature, timestamp }, wall)).toBe(false)
  })
})

describe('an instant with its offset', () => {
  it.each([
    ['2026-01-31T21:30:00+07:00', '2026-01-31T14:30:00.000Z'],
    ['2026-01-31T21:30+0700', '2026-01-31T14:30:00.000Z'],
    ['2026-01-31 14:30:00Z', '2026-01-31T14:30:00.000Z'],
    ['2025-03-14T07:29:55.250+07:00', '2025-03-14T00:29:55.250Z'],
    ['2024-02-29T00:00:00-09:30', '2024-02-29T09:30:00.000Z'],
  ])('%s', (text, at) => {
    expect(new Date(offsetInstant(text) as number).toISOString()).toBe(at)
  })

  it.each(['2026-01-31T21:30:00', '2026-02-29T21:30:00Z', '2026-01-31T24:30:00Z', '2026-01-31T21:30:00+15:00', '2026-01-31', 'now', ''])(
    'reads nothing from %s',
    (text) => {
      expect(offsetInstant(text)).toBeUndefined()
    },
  )
})
