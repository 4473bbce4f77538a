import fc from 'fast-check'
import { MS_PER_HOUR } from './hours'
import { countOnsets, matchOnsets } from './match-onsets'
import { onsets } from './onsets'

const hourly = (count: number) => Float64Array.from({ length: count }, (_, i) => i * MS_PER_HOUR)
const ofText = (text: string) => onsets(hourly(text.length), (i) => text[i] === '#')
const runs = { numRuns: 150 }

describe('the onset of an episode', () => {
  it.each([
    ['a rise', '..##..', [2]],
    ['two rises within twelve hours are one episode', '.#..........#.', [1]],
    ['two rises twelve hours apart are two', '.#...........#.', [1, 13]],
    ['an episode that is already going on has no known onset', '##....#', []],
    ['and the next one has', '##.............#', [15]],
    ['nothing', '......', []],
  ])('%s', (_, text, expected) => expect(ofText(text)).toEqual(expected))

  it('is not made by a silence', () => {
    const times = [0, 1, 2, 40, 41].map((hour) => hour * MS_PER_HOUR)
    expect(onsets(times, (i) => i > 0)).toEqual([1])
  })
})

describe('onsets put together', () => {
  const times = hourly(100)

  it('takes what lies within three hours, before or after, as a hit', () => {
    expect(matchOnsets(times, [20, 50, 80], [17, 53, 84])).toEqual([
      { observed: 20, forecast: 17 },
      { observed: 50, forecast: 53 },
      { observed: 80, forecast: undefined },
      { forecast: 84 },
    ])
  })

  it('gives a perfect forecast every onset and no false alarm; counts always add up', () => {
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { minLength: 1, maxLength: 100 }),
        fc.array(fc.boolean(), { minLength: 100, maxLength: 100 }),
        (came, said) => {
          const at = hourly(came.length)
          const observed = onsets(at, (i) => came[i] === true)
          const forecast = onsets(at, (i) => said[i] === true)
          expect(countOnsets(matchOnsets(at, observed, observed))).toEqual({
            events: observed.length,
            hits: observed.length,
            misses: 0,
            falseAlarms: 0,
          })
          const counts = countOnsets(matchOnsets(at, observed, forecast))
          expect(counts.hits + counts.misses).toBe(observed.length)
          expect(counts.hits + counts.falseAlarms).toBe(forecast.length)
        },
      ),
      runs,
    )
  })
})
