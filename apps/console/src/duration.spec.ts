import { ageIn, DURATION_WORDS, durationIn } from './duration'

const { id, en } = DURATION_WORDS
const MINUTE = 60_000
const HOUR = 60 * MINUTE

describe('a length of time in words', () => {
  it.each([
    [0, '0 detik'],
    [59_999, '59 detik'],
    [MINUTE, '1 menit'],
    [59 * MINUTE, '59 menit'],
    [HOUR, '1 jam'],
    [2 * HOUR + 5 * MINUTE, '2 jam 5 menit'],
    [47 * HOUR + 59 * MINUTE, '47 jam 59 menit'],
    [48 * HOUR, '2 hari'],
    [-5 * MINUTE, '0 detik'],
  ])('%d ms is "%s"', (milliseconds, text) => expect(durationIn(id, milliseconds)).toBe(text))

  it('is said in English as well', () => expect(durationIn(en, 90 * MINUTE)).toBe('1 h 30 min'))
})

describe('the age of an instant', () => {
  const now = Date.parse('2020-01-01T02:40:00+07:00')
  it('counts from the clock it is given', () => expect(ageIn(id, '2019-12-31T19:34:00Z', now)).toBe('6 menit'))
  it('is "just now" within a second, and for what lies ahead', () => {
    expect(ageIn(id, new Date(now - 999).toISOString(), now)).toBe('baru saja')
    expect(ageIn(id, new Date(now + HOUR).toISOString(), now)).toBe('baru saja')
  })
})
