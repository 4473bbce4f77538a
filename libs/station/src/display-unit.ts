export type DisplayUnit = 'cm' | 'm'

/** A level in metres as the station's people say it: whole centimetres, or metres to the centimetre. */
export function inDisplayUnit(level: number, unit: DisplayUnit): number {
  const centimetres = Math.round(level * 100) + 0 // never -0
  return unit === 'cm' ? centimetres : centimetres / 100
}
