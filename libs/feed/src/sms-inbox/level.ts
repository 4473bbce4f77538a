export type Unit = 'cm' | 'm' | 'mm'

/** Metres, or why the number is none. */
export type Level = { readonly metres: number } | { readonly reason: string }

const NUMBER = /^(\d{1,5})(?:[.,](\d{1,3}))?$/
/** What loggers and forms write where they have nothing. */
const SENTINELS: ReadonlySet<number> = new Set([8_888, 9_999, -9_999, -999])
/** Between the highest level in metres that is written with a fraction and the lowest in centimetres. */
const METRES_BELOW = 20
const HIGHEST_METRES = 300

/**
 * What a keeper's number means. Staffs are painted in centimetres, so a whole number without a unit is centimetres, `8` as well as `785`.
 * A fraction below 20 is metres (`7.85`). Where number and unit contradict each other nobody guesses: a level read a hundred times too
 * high or too low is worse than one that is missing.
 */
export function readLevel(text: string, negative: boolean, unit: Unit | undefined): Level {
  const parts = NUMBER.exec(text)
  if (!parts) return { reason: 'the number is none that a level has' }
  const fraction = parts[2]
  const size = Number(`${parts[1]}.${fraction ?? 0}`)
  const value = negative ? -size : size
  if (fraction === undefined && SENTINELS.has(value)) return { reason: 'no value' }
  if (fraction?.length === 3 && size >= METRES_BELOW) return { reason: 'thousands or thousandths? write the level in whole centimetres' }
  const metres = inMetres(value, size, fraction !== undefined, unit)
  if (metres === undefined) return { reason: `the number does not fit its unit (${unit})` }
  return Math.abs(metres) > HIGHEST_METRES ? { reason: 'no staff reaches so far' } : { metres }
}

function inMetres(value: number, size: number, hasFraction: boolean, unit: Unit | undefined): number | undefined {
  if (unit === 'mm') return hasFraction ? undefined : value / 1_000
  if (unit === 'cm') return hasFraction && size < METRES_BELOW ? undefined : value / 100
  if (unit === 'm') return !hasFraction && size >= METRES_BELOW ? undefined : value
  return hasFraction && size < METRES_BELOW ? value : value / 100
}
