import { DomainError } from '#libs/platform'
import type { Severity } from '#libs/station'

/** The colour and the word of a severity; a local label such as "Siaga 2" is only ever printed beside them. */
export const SEVERITY_WORDS: Readonly<Record<Severity, { readonly colour: string; readonly word: string }>> = {
  0: { colour: 'HIJAU', word: 'NORMAL' },
  1: { colour: 'KUNING', word: 'WASPADA' },
  2: { colour: 'ORANYE', word: 'SIAGA' },
  3: { colour: 'MERAH', word: 'AWAS' },
}

/** Begins every message of an exercise. */
export const DRILL_PREFIX = 'LATIHAN. '

/** One SMS of the GSM 7-bit alphabet. */
export const SEGMENT_LENGTH = 160

const GSM7 = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)

/** Characters of a text that the GSM 7-bit basic alphabet lacks, each once; one of them would more than halve the segment. */
export const outsideGsm7 = (text: string): string[] => [...new Set(Array.from(text).filter((character) => !GSM7.has(character)))]

/** What a flood's text may say. */
export interface FloodValues {
  readonly post: string
  readonly river: string
  readonly level: string
  readonly label: string
  readonly severity: Severity
  readonly time: string
  readonly arrival: string
}

/** What a landslide's text may say. */
export interface LandslideValues {
  readonly place: string
  readonly rain: string
  readonly severity: Severity
  readonly time: string
}

export type TextValues = FloodValues | LandslideValues

export class TextUnusable extends DomainError {
  readonly code = 'warning.text-unusable'
  override readonly status = 422
}

/**
 * Fills a template. `{colour}`, `{word}` and `{time}` are known; of a flood `{post}`, `{river}`, `{level}`, `{label}` and `{arrival}`,
 * of a landslide `{place}` and `{rain}`.
 * @throws TextUnusable naming a placeholder nobody fills
 */
export function renderText(template: string, values: TextValues, exercise: boolean): string {
  const words = SEVERITY_WORDS[values.severity]
  const known: Record<string, string> = { ...values, severity: String(values.severity), colour: words.colour, word: words.word }
  const body = template.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = known[name]
    if (value === undefined) throw new TextUnusable(`template placeholder ${placeholder} is unknown`)
    return value
  })
  return exercise ? `${DRILL_PREFIX}${body}` : body
}

/** @throws TextUnusable when the text is empty, too long for three segments, not GSM 7-bit, or a drill that does not say so */
export function assertSendable(text: string, exercise: boolean): void {
  if (text.trim() === '') throw new TextUnusable('the text is empty')
  if (text.length > SEGMENT_LENGTH * 3) throw new TextUnusable(`the text has ${text.length} characters; ${SEGMENT_LENGTH * 3} are allowed`)
  const strange = outsideGsm7(text)
  if (strange.length > 0) throw new TextUnusable(`SMS cannot carry these characters: ${strange.join(' ')}`)
  if (exercise && !text.startsWith(DRILL_PREFIX)) throw new TextUnusable(`in an exercise the text begins with "${DRILL_PREFIX.trim()}"`)
  if (/(\+62|\b0)8\d{7,}/.test(text)) throw new TextUnusable('the text names a telephone number: operators may block it')
}
