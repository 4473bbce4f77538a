import * as fc from 'fast-check'
import { makeReference, readReference } from './reference'

const phone = fc.integer({ min: 10_000_000, max: 99_999_999 }).map((digits) => `+62${digits}`)
const names = fc.record({
  messageId: fc.uuid(),
  recipient: fc.oneof(fc.uuid(), phone),
  channel: fc.constantFrom('sandbox', 'sms-1'),
  attempt: fc.integer({ min: 1, max: 9_999 }),
})

describe('the name of an attempt', () => {
  it('is read back as it was made', () => {
    fc.assert(fc.property(names, (name) => expect(readReference(makeReference(name))).toEqual(name)))
  })

  it('is read from nothing else', () => {
    fc.assert(fc.property(fc.string(), (text) => expect(readReference(text)).toBeUndefined()))
    expect(readReference('x.y.sandbox.1')).toBeUndefined()
  })
})
