const REFERENCE = /&(?:#x([0-9A-Fa-f]{1,8})|#([0-9]{1,10})|(amp|lt|gt|quot|apos));|&/g
const PREDEFINED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
])

/** XML 1.0, section 2.2. */
const isCharacter = (code: number): boolean =>
  code === 0x9 ||
  code === 0xa ||
  code === 0xd ||
  (code >= 0x20 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd) ||
  (code >= 0x10000 && code <= 0x10ffff)

/**
 * Resolves the five predefined entities and numeric references, each once: what a reference yields is never looked at again.
 * @returns undefined when an ampersand begins anything else, an entity of a document type among them
 */
export function decodeReferences(text: string): string | undefined {
  if (!text.includes('&')) return text
  let isSound = true
  const decoded = text.replaceAll(REFERENCE, (_, hex?: string, decimal?: string, name?: string) => {
    const predefined = name === undefined ? undefined : PREDEFINED.get(name)
    if (predefined !== undefined) return predefined
    const code = hex === undefined ? Number(decimal ?? Number.NaN) : Number.parseInt(hex, 16)
    if (isCharacter(code)) return String.fromCodePoint(code)
    isSound = false
    return ''
  })
  return isSound ? decoded : undefined
}
