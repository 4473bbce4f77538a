import { fromLocal, toLocal } from './zoned'

const at = Date.parse('2019-12-31T19:40:00Z')

describe('a time as the clocks of a zone show it', () => {
  it.each([
    ['Asia/Jakarta', '2020-01-01T02:40'],
    ['Asia/Makassar', '2020-01-01T03:40'],
    ['Asia/Jayapura', '2020-01-01T04:40'],
    ['UTC', '2019-12-31T19:40'],
  ])('%s', (zone, text) => {
    expect(toLocal(at, zone)).toBe(text)
    expect(fromLocal(text, zone)).toBe(at)
  })

  it('drops seconds, and midnight is hour 00 of the new day', () =>
    expect(toLocal(Date.parse('2019-12-31T17:00:59.999Z'), 'Asia/Jakarta')).toBe('2020-01-01T00:00'))

  it('holds on both sides of a change of clocks', () => {
    expect(fromLocal('2026-03-29T01:59', 'Europe/Berlin')).toBe(Date.parse('2026-03-29T00:59:00Z'))
    expect(fromLocal('2026-03-29T03:00', 'Europe/Berlin')).toBe(Date.parse('2026-03-29T01:00:00Z'))
  })

  it.each(['', 'besok', '2020-01-01', '2020-02-30T10:00', '2020-01-01T25:00', '2020-01-01T02:40Z'])('"%s" is no time', (text) =>
    expect(fromLocal(text, 'Asia/Jakarta')).toBeNull(),
  )

  it('an hour that the clocks skip is none', () => expect(fromLocal('2026-03-29T02:30', 'Europe/Berlin')).toBeNull())
})
