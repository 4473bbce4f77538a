import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { GARBAGE, hostileBytes, itemsUnlessRefused } from '../../../../test/factories/hostile-bytes'
import { PayloadUnusable } from '../parsed'
import { parseDsdaHistory } from './parse'

const STUB = '\n\n<html xmlns="http://www.w3.org/1999/xhtml">\n<head><title>\n\n</title></head>\n</html>'
const history = (points: string, thresholds = '|3500;2500;1500|'): Buffer => Buffer.from(points + thresholds + STUB)
const POINT = { kind: 'reading', parameter: 'water_level', name: 'history' }

describe('the history of a post', () => {
  it('gives metres and UTC, whether the hour has one digit or two', () => {
    expect(parseDsdaHistory(history('2027-01-05 9.05.00,123;2027-01-05 09.15.00,-4;2027-01-05 23.50.00,82.5;'))).toEqual({
      items: [
        { ...POINT, observedAt: Date.parse('2027-01-05T02:05:00Z'), value: 1.23 },
        { ...POINT, observedAt: Date.parse('2027-01-05T02:15:00Z'), value: -0.04 },
        { ...POINT, observedAt: Date.parse('2027-01-05T16:50:00Z'), value: 0.825 },
      ],
      rejects: [],
    })
  })

  it.each([
    ['# post: P.S. Pesanggrahan 1\n', 'P.S. Pesanggrahan 1'],
    ['#post:Depok \r\n', 'Depok'],
    ['\ufeff# POST:  P.A.\u0000 Manggarai\n', 'P.A. Manggarai'],
    ['', 'history'],
  ])('is of the post that %j names', (line, name) => {
    const { items, rejects } = parseDsdaHistory(Buffer.from(`${line}${history('2027-01-05 9.05.00,123;').toString()}`))
    expect(rejects).toEqual([])
    expect(items.map((item) => item.name)).toEqual([name])
  })

  it.each([
    ['2027-01-05 9.05.00,abc', 'level'],
    ['2027-01-05 9.05.00,', 'level'],
    ['2027-01-05 9.05.00', 'level'],
    ['2027-01-05 9.05.00,98,5', 'level'],
    ['2027-01-05 9.05.00,1e3', 'level'],
    ['2027-02-30 9.05.00,98', 'time'],
    ['2027-01-05 24.05.00,98', 'time'],
    ['2027-01-05 9.05,98', 'time'],
    ['2027-01-05 9:05:00,98', 'time'],
    ['# post: Depok', 'time'],
    [',', 'time'],
  ])('rejects the point "%s" by its number and %s, and keeps the others', (point, field) => {
    const { items, rejects } = parseDsdaHistory(history(`2027-01-05 8.55.00,97; ${point} ;2027-01-05 9.15.00,99`))
    expect(items.map((item) => item.value)).toEqual([0.97, 0.99])
    expect(rejects.map((reject) => [reject.item, reject.field])).toEqual([['point 2', field]])
  })

  it('takes a text that was cut off up to the point it was cut in, whose last digits may be gone', () => {
    const whole = '2027-01-05 9.05.00,104;2027-01-05 9.15.00,1'
    expect(parseDsdaHistory(Buffer.from(whole))).toEqual({
      items: [{ ...POINT, observedAt: Date.parse('2027-01-05T02:05:00Z'), value: 1.04 }],
      rejects: [{ item: 'point 2', reason: expect.stringContaining('ends in it') }],
    })
    expect(parseDsdaHistory(Buffer.from(`${whole}04;|35`)).items.map((item) => item.value)).toEqual([1.04, 1.04])
    expect(parseDsdaHistory(Buffer.from(`${whole}04;`)).items).toHaveLength(2)
  })

  it('may hold no point at all: a post that was silent', () => {
    expect(parseDsdaHistory(history(''))).toEqual({ items: [], rejects: [] })
  })
})

describe('as a whole', () => {
  it.each<readonly [string, Buffer]>([
    ...GARBAGE,
    ['a sentence', Buffer.from('Service unavailable; try again later')],
    ['the stub alone', Buffer.from(STUB)],
    ['a post without a name', Buffer.from(`# post: \n${history('2027-01-05 9.05.00,123;').toString()}`)],
    ['a post without a history', Buffer.from('# post: Depok')],
    ['a web page under a name', Buffer.from('# post: Depok\n<html>503</html>')],
    ['too much', Buffer.concat([history('2027-01-05 9.05.00,123;'), Buffer.alloc(1024 * 1024, ' ')])],
  ])('%s is refused', (_, raw) => {
    expect(() => parseDsdaHistory(raw)).toThrow(PayloadUnusable)
  })

  it('throws nothing else, whatever is done to it', () => {
    const good = Buffer.from(`# post: Depok\n${history('2027-01-05 9.05.00,123;2027-01-05 09.15.00,104;').toString()}`)
    fc.assert(
      fc.property(hostileBytes(good), (raw) => {
        const items = itemsUnlessRefused(parseDsdaHistory, raw)
        for (const item of items) {
          expect(Number.isFinite(item.observedAt)).toBe(true)
          expect(Math.abs(item.value)).toBeLessThan(10_000)
          expect(item.name).toMatch(/^\P{Cc}+$/u)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('never reads a level from a text cut anywhere that the whole text does not hold', () => {
    const whole = history('2027-01-05 9.05.00,123;2027-01-05 09.15.00,104;2027-01-05 09.25.00,-12;').toString()
    const said = parseDsdaHistory(Buffer.from(whole)).items
    for (let length = 1; length < whole.length; length += 1) {
      const items = itemsUnlessRefused(parseDsdaHistory, Buffer.from(whole.slice(0, length)))
      expect(said).toEqual(expect.arrayContaining(items))
    }
  })

  it('gives back what was written, whatever the levels', () => {
    const point = fc.record({ minutes: fc.nat(100_000), level: fc.integer({ min: -3_000, max: 30_000 }) })
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 30 }), (points) => {
        const start = Date.parse('2027-01-01T00:00:00Z')
        const written = points.map(({ minutes, level }) => {
          const [day, time] = new Date(start + minutes * 60_000).toISOString().slice(0, 19).split('T') as [string, string]
          return `${day} ${time.replace(/^0/, '').replaceAll(':', '.')},${level};`
        })
        const { items, rejects } = parseDsdaHistory(history(written.join('')))
        expect(rejects).toEqual([])
        expect(items.map((item) => item.observedAt)).toEqual(points.map(({ minutes }) => start + minutes * 60_000 - 7 * 3_600_000))
        expect(items.map((item) => Math.round(item.value * 100))).toEqual(points.map(({ level }) => level))
      }),
      { numRuns: 100 },
    )
  })
})

const CAPTURE = path.resolve(__dirname, '../../../../../shared/data/dsda-jakarta/history-160-2026-04-29.txt')
const withCapture = existsSync(CAPTURE) ? it : it.skip
withCapture('reads a day of a post of the agency (left out where the capture, which has no licence, is absent)', () => {
  const { items, rejects } = parseDsdaHistory(readFileSync(CAPTURE))
  expect(rejects).toEqual([])
  expect(items).toHaveLength(134)
  expect(new Date(items[0]?.observedAt as number)).toEqual(new Date('2026-04-28T17:00:00Z'))
  expect(items[0]?.value).toBe(0.98)
  expect(Math.min(...items.map((item) => item.value))).toBeGreaterThanOrEqual(0.76)
  expect(Math.max(...items.map((item) => item.value))).toBeLessThanOrEqual(2.92)
})
