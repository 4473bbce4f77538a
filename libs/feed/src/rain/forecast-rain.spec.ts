import { MS_PER_HOUR } from '#libs/platform'
import { arealForecast } from './forecast-rain'
import { rainRecord } from './rain-record'

const now = new Date('2026-01-10T06:00:00Z')
const threeHours = (mm: number) => rainRecord([{ endsAt: now.getTime() + 3 * MS_PER_HOUR, minutes: 180, mm, suspect: false }])

describe('the rain forecast for an area', () => {
  it('is the mean of its villages', () => {
    expect(
      arealForecast(
        ['a', 'b'],
        new Map([
          ['a', threeHours(20)],
          ['b', threeHours(0)],
        ]),
        now,
        3,
      ),
    ).toBe(10)
  })

  it('takes half the villages as enough', () => {
    expect(arealForecast(['a', 'b'], new Map([['a', threeHours(20)]]), now, 3)).toBe(20)
  })

  it.each([
    ['fewer than half its villages have one', ['a', 'b', 'c'], 3],
    ['the steps end too early', ['a'], 6],
  ])('is unknown when %s', (_, codes, hours) => {
    expect(arealForecast(codes, new Map([['a', threeHours(20)]]), now, hours)).toBeNull()
  })

  it('is unknown, not dry, without any', () => {
    expect(arealForecast([], new Map(), now, 3)).toBeNull()
  })
})
