import type { ParsedEarthquake } from '../parsed'

const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII']
/** A comma or semicolon, or a "dan" before the next numeral. */
const BETWEEN_PLACES = /[,;]|\sdan\s(?=[ivx]{1,4}[\s-])/i
const FELT = /^(?:(?:skala )?mmi )?([ivx]{1,4})(?: ?(?:[-–—]|s\/d) ?([ivx]{1,4}))?(?: mmi)?(?: ?: ?| )(\S.*)$/i

/**
 * Where it was felt and how strongly (MMI): "II-III Luwuk, III Poso". Place names are for display; a piece without a readable intensity
 * says nothing that can be used and is left out (the whole text stays in the archive).
 */
export function feltPlaces(words: string | undefined): ParsedEarthquake['felt'] {
  return (words ?? '').split(BETWEEN_PLACES).flatMap((piece) => {
    const parts = FELT.exec(piece.trim())
    const first = intensity(parts?.[1])
    const last = parts?.[2] === undefined ? first : intensity(parts[2])
    if (!parts || first === 0 || last === 0) return []
    return [{ place: (parts[3] as string).replace(/^di /, ''), low: Math.min(first, last), high: Math.max(first, last) }]
  })
}

/** I to XII as 1 to 12; 0 for anything else. */
const intensity = (numeral: string | undefined): number => ROMAN.indexOf((numeral ?? '').toUpperCase()) + 1
