import type { Series } from '../forecaster'
import { impossibleReadings, without } from './impossible-readings'

const HOUR = 3_600_000
const hourly = (values: readonly number[], times = values.map((_, i) => i * HOUR)): Series => ({
  station: 'Manggarai',
  parameter: 'water_level',
  times: Float64Array.from(times),
  values: Float64Array.from(values),
})
/** A river between 5.50 and 7.50 m. */
const past = Array.from({ length: 400 }, (_, i) => 6.5 + Math.sin(i / 10))
const after = (...values: number[]) => impossibleReadings(hourly([...past, ...values]), 400 * HOUR).map((i) => i - 400)

describe('a reading that no river can have had', () => {
  it('stands alone and far away from both neighbours', () => {
    expect(after(5.8, 0.1, 5.8, 6)).toEqual([1])
    expect(after(6.9, 0.7, 6.9, 65, 6.8)).toEqual([1, 3])
  })

  it('is not a flood, a fall, a step that stays, or a peak of one hour', () => {
    expect(after(6, 8.5, 9.5, 9, 7)).toEqual([])
    expect(after(6, 3, 3, 3)).toEqual([])
    expect(after(6, 7.9, 6.1)).toEqual([])
  })

  it('has neighbours near in time', () => {
    const levels = hourly([...past, 6, 0.1, 6], [...past.map((_, i) => i * HOUR), 500 * HOUR, 506 * HOUR, 512 * HOUR])
    expect(impossibleReadings(levels, 400 * HOUR)).toEqual([])
  })

  it('can be left out', () => {
    const { times, values } = without(hourly([1, 2, 3]), [1])
    expect([...times]).toEqual([0, 2 * HOUR])
    expect([...values]).toEqual([1, 3])
  })
})
