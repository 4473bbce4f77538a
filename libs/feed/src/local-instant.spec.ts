import fc from 'fast-check'
import { localInstant } from './local-instant'

const WIB = 7

it('agrees with the calendar for every second of a century', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('1970-01-02T00:00:00Z'), max: new Date('2069-12-31T00:00:00Z'), noInvalidDate: true }), (date) => {
      const seconds = Math.floor(date.getTime() / 1_000) * 1_000
      const text = new Date(seconds + WIB * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
      expect(localInstant(text, WIB)).toBe(seconds)
    }),
  )
})

it.each([
  '2020-02-30 00:00:00',
  '2019-02-29 00:00:00',
  '2020-13-01 00:00:00',
  '2020-00-10 00:00:00',
  '2020-01-00 00:00:00',
  '2020-01-01 24:00:00',
  '2020-01-01 00:60:00',
  '2020-01-01 00:00:60',
  '2020-01-01 00:00',
  '2020-01-01T00:00:00',
  ' 2020-01-01 00:00:00',
  '',
])('takes no "%s"', (text) => {
  expect(localInstant(text, WIB)).toBeUndefined()
})
