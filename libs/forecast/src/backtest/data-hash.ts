import { createHash } from 'node:crypto'
import { endianness } from 'node:os'
import type { Series } from '../forecaster'

/** SHA-256 of measurements as they were understood: the same for the same readings in any order of rows, written in any zone or notation. */
export function dataHash(series: readonly Series[]): string {
  const hash = createHash('sha256')
  const ordered = series.toSorted((a, b) => compare(a.station, b.station) || compare(a.parameter, b.parameter))
  for (const { station, parameter, times, values } of ordered) {
    hash.update(JSON.stringify([station, parameter, times.length]))
    hash.update(littleEndian(times))
    hash.update(littleEndian(values))
  }
  return hash.digest('hex')
}

const compare = (a: string, b: string): number => Number(a > b) - Number(a < b)

function littleEndian(numbers: Float64Array): Buffer {
  const bytes = Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength)
  return endianness() === 'LE' ? bytes : Buffer.from(bytes).swap64()
}
