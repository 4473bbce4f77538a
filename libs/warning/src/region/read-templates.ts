import { z } from 'zod'
import type { RegionSource } from '#libs/area'
import { readZones } from '#libs/risk'
import type { Severity } from '#libs/station'
import {
  DRILL_PREFIX,
  outsideGsm7,
  renderText,
  SEGMENT_LENGTH,
  SEVERITY_WORDS,
  type FloodValues,
  type LandslideValues,
  TextUnusable,
} from '../warning-text'

export const TEMPLATES_FILE = 'texts.json'

/** The longest values a text must carry; a message of a drill still fits one SMS with them. */
export const LONGEST_VALUES: Omit<FloodValues, 'severity'> = {
  post: 'Pesanggrahan',
  river: 'Banjir Kanal Barat',
  level: '-250 cm',
  label: 'Siaga 13',
  time: '09.10 WITA',
  arrival: 'sekitar 12 jam lagi',
}
export const LONGEST_LANDSLIDE_VALUES: Omit<LandslideValues, 'severity'> = {
  place: 'Pasirjambu Wetan',
  rain: '250 mm/24 jam',
  time: '09.10 WITA',
}

const severity = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)], 'expected 0 to 3')
const template = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected lower-case letters, digits and hyphens'),
  version: z.int().positive(),
  hazard: z.enum(['flood', 'landslide', 'earthquake']),
  kind: z.enum(['new', 'raise', 'lower', 'all-clear', 'expiry']),
  severity,
  language: z.string().regex(/^[a-z]{2,3}$/, 'expected a language code such as id'),
  body: z.string().min(1),
})

export type PackagedTemplate = z.infer<typeof template>

/** What a hazard's texts must cover: each kind of message with each severity it can have. */
const NEEDED: readonly (readonly [PackagedTemplate['kind'], readonly Severity[]])[] = [
  ['new', [1, 2, 3]],
  ['raise', [1, 2, 3]],
  ['lower', [1, 2]],
  ['all-clear', [0]],
  ['expiry', [0]],
]

/** The message texts of a package. */
export function readTemplates(source: RegionSource): PackagedTemplate[] {
  const entries = source.list(TEMPLATES_FILE, template)
  source.unique(TEMPLATES_FILE, entries, 'id', ({ id, version }) => `${id} version ${version}`)
  for (const { row, value } of entries) {
    for (const message of bodyProblems(value))
      source.complain({ file: TEMPLATES_FILE, row, field: 'body', message: `${value.id}: ${message}` })
  }
  const templates = entries.map(({ value }) => value)
  // A zone that can set off a warning for which there is no text would leave the officers without a draft.
  const hazards = source.once(readZones).map(({ hazard }) => hazard)
  if (entries.length > 0) for (const message of gaps(templates, hazards)) source.complain({ file: TEMPLATES_FILE, message })
  return templates
}

/** Why a text may not be sent; empty when it may. */
export function bodyProblems({
  body,
  severity: given,
  hazard = 'flood',
}: Pick<PackagedTemplate, 'body' | 'severity'> & Partial<Pick<PackagedTemplate, 'hazard'>>): string[] {
  const problems: string[] = []
  if (/\d{6,}/.test(body)) problems.push('a text names no telephone number: operators block such messages')
  if (body.includes('{label}') && !(body.includes('{colour}') && body.includes('{word}'))) {
    problems.push('{label} needs {colour} and {word} beside it: the same label means opposite things in two regencies')
  }
  try {
    const text = renderText(body, { ...(hazard === 'landslide' ? LONGEST_LANDSLIDE_VALUES : LONGEST_VALUES), severity: given }, true)
    const strange = outsideGsm7(text)
    if (strange.length > 0) problems.push(`SMS cannot carry these characters: ${strange.join(' ')}`)
    if (text.length > SEGMENT_LENGTH) {
      problems.push(
        `is ${text.length} characters long in a drill ("${DRILL_PREFIX}") with the longest values; one SMS has ${SEGMENT_LENGTH}`,
      )
    }
  } catch (error) {
    if (!(error instanceof TextUnusable)) throw error
    problems.push(error.message)
  }
  return problems
}

function gaps(templates: readonly PackagedTemplate[], hazards: readonly PackagedTemplate['hazard'][]): string[] {
  return [...new Set([...templates.map(({ hazard }) => hazard), ...hazards])].flatMap((hazard) =>
    NEEDED.flatMap(([kind, severities]) =>
      severities
        .filter(
          (each) => !templates.some((one) => one.hazard === hazard && one.kind === kind && one.severity === each && one.language === 'id'),
        )
        .map((each) => `there is no Indonesian text for ${hazard}, ${kind}, severity ${each} (${SEVERITY_WORDS[each].word})`),
    ),
  )
}
