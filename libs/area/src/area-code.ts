/** Dotted Kemendagri codes: province `31`, regency `31.74`, district `31.74.04`, village `31.74.04.1005`. */
export type AreaLevel = 'province' | 'regency' | 'district' | 'village'

export const AREA_CODE = /^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$/
export const VILLAGE_CODE = /^\d{2}\.\d{2}\.\d{2}\.\d{4}$/

const LEVELS: readonly AreaLevel[] = ['province', 'regency', 'district', 'village']

/** @throws RangeError when the text is no area code */
export function levelOf(code: string): AreaLevel {
  const level = AREA_CODE.test(code) ? LEVELS[code.split('.').length - 1] : undefined
  if (!level) throw new RangeError(`"${code}" is not an area code`)
  return level
}

/** The unit an area lies in, from its code and never from its geometry; undefined for a province. */
export function parentCodeOf(code: string): string | undefined {
  const end = code.lastIndexOf('.')
  return end < 0 ? undefined : code.slice(0, end)
}

/** What is left of a name when case, spaces and punctuation do not count: "Pulogadung" and "Pulo Gadung" are one name. */
export const plainName = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')
