import type { AlertArea, AlertInfo } from '../parsed'
import { childrenNamed, type XmlElement } from '../xml/element'
import { isWebAddress } from '../xml/web-address'
import type { CapFields } from './cap-fields'
import { checkContent } from './check-content'
import { quoted } from './findings'
import { readCircle, readPolygon } from './geometry'
import { SEVERITIES, URGENCIES, WORDS } from './vocabulary'

const LANGUAGE = /^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$/
/** CAP 1.2, section 3.2.2. */
const LANGUAGE_UNSAID = 'en-US'

/** What an alert says in one language. */
export function readInfo(info: XmlElement, where: string, fields: CapFields): AlertInfo {
  const { findings, version } = fields
  checkContent(info, where, version, findings)
  for (const [i, resource] of childrenNamed(info, 'resource').entries())
    checkContent(resource, `${where}, resource ${i + 1}`, version, findings)
  for (const time of ['effective', 'onset', 'expires'])
    if (childrenNamed(info, time).length > 1) findings.fault(time, `${where}: it is said more than once`)
  return {
    language: readLanguage(info, where, fields),
    categories: fields.words(info, 'category', where, WORDS[version].category),
    event: fields.text(info, 'event') ?? '',
    responseTypes: fields.words(info, 'responseType', where, WORDS[version].responseType),
    urgency: fields.word(info, 'urgency', where, URGENCIES),
    severity: fields.word(info, 'severity', where, SEVERITIES),
    certainty: fields.word(info, 'certainty', where, WORDS[version].certainty),
    eventCodes: fields.pairs(info, 'eventCode', where),
    effectiveAt: fields.instant(info, 'effective', where),
    onsetAt: fields.instant(info, 'onset', where),
    expiresAt: fields.instant(info, 'expires', where),
    senderName: fields.text(info, 'senderName'),
    headline: fields.text(info, 'headline'),
    description: fields.text(info, 'description'),
    instruction: fields.text(info, 'instruction'),
    web: readWeb(info, where, fields),
    contact: fields.text(info, 'contact'),
    parameters: fields.pairs(info, 'parameter', where),
    areas: readAreas(info, where, fields),
  }
}

function readLanguage(info: XmlElement, where: string, fields: CapFields): string {
  const language = fields.text(info, 'language')
  if (language !== null && LANGUAGE.test(language)) return language
  if (childrenNamed(info, 'language').length > 0)
    fields.findings.violation(`${where}: language ${quoted(language ?? '')} is no language tag`)
  return LANGUAGE_UNSAID
}

/** Shown as a link one day: nothing but a web address passes. */
function readWeb(info: XmlElement, where: string, fields: CapFields): string | null {
  const web = fields.text(info, 'web')
  if (web === null || isWebAddress(web)) return web
  fields.findings.violation(`${where}: web ${quoted(web)} is no web address`)
  return null
}

/**
 * A polygon or circle that cannot be read is left out and recorded, and the others of the info stand. When an info says where it holds
 * and none of that can be read, the alert is unusable: it would cover nothing, or everything.
 */
function readAreas(info: XmlElement, where: string, fields: CapFields): AlertArea[] {
  let [said, read] = [0, 0]
  const shapes = <T extends object>(area: XmlElement, name: string, at: string, readShape: (text: string) => T | string): T[] =>
    childrenNamed(area, name).flatMap(({ text }, i) => {
      const shape = text.trim() === '' ? 'it is empty' : readShape(text)
      if (text.trim() !== '') said += 1
      if (typeof shape === 'string') {
        fields.findings.violation(`${at}: ${name} ${i + 1} is left out: ${shape}`)
        return []
      }
      read += 1
      return [shape]
    })
  const areas = childrenNamed(info, 'area').map((area, i) => {
    const at = `${where}, area ${i + 1}`
    checkContent(area, at, fields.version, fields.findings)
    return {
      description: fields.text(area, 'areaDesc') ?? '',
      polygons: shapes(area, 'polygon', at, readPolygon),
      circles: shapes(area, 'circle', at, readCircle),
      geocodes: fields.pairs(area, 'geocode', at),
    }
  })
  if (said > 0 && read === 0) fields.findings.fault('polygon', `${where}: none of its ${said} polygons and circles can be read`)
  return areas
}
