import fc from 'fast-check'
import { readInstant } from './read-instant'

describe('an instant with its offset', () => {
  it.each([
    ['2024-01-01T00:00:00+07:00', '2023-12-31T17:00:00.000Z'],
    ['2024-01-01T00:00+07:00', '2023-12-31T17:00:00.000Z'],
    ['2024-02-29T23:59:59.995Z', '2024-02-29T23:59:59.995Z'],
    ['2014-01-01T01:00:00-03:30', '2014-01-01T04:30:00.000Z'],
  ])('%s', (text, utc) => expect(new Date(readInstant(text)).toISOString()).toBe(utc))

  it.each([
    ['2024-01-01T00:00:00', 'has no offset'],
    ['2024-01-01 00:00:00+07:00', 'expected an ISO time'],
    ['2023-02-29T00:00:00+07:00', 'no real date'],
    ['2024-01-01T24:00:00+07:00', 'no real date'],
    ['2024-01-01T00:00:00+19:00', 'no real date'],
    ['yesterday', 'expected an ISO time'],
  ])('%s is none', (text, why) => expect(readInstant(text)).toContain(why))

  it('agrees with Date on whatever Date writes', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }), (date) => {
        expect(readInstant(date.toISOString())).toBe(date.getTime())
      }),
      { numRuns: 200 },
    )
  })
})
