import type { ParsedAlert } from '../parsed'

export type CapVersion = ParsedAlert['capVersion']

export const CAP_VERSIONS: ReadonlyMap<string, CapVersion> = new Map([
  ['http://www.incident.com/cap/1.0', '1.0'],
  ['urn:oasis:names:tc:emergency:cap:1.1', '1.1'],
  ['urn:oasis:names:tc:emergency:cap:1.2', '1.2'],
])
export const SIGNATURE_NAMESPACE = 'http://www.w3.org/2000/09/xmldsig#'

const STATUSES = ['Actual', 'Exercise', 'System', 'Test', 'Draft'] as const
export const MESSAGE_TYPES = ['Alert', 'Update', 'Cancel', 'Ack', 'Error'] as const
export const SCOPES = ['Public', 'Restricted', 'Private'] as const
export const URGENCIES = ['Immediate', 'Expected', 'Future', 'Past', 'Unknown'] as const
export const SEVERITIES = ['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown'] as const
const CERTAINTIES = ['Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown'] as const
const CATEGORIES = ['Geo', 'Met', 'Safety', 'Security', 'Rescue', 'Fire', 'Health', 'Env', 'Transport', 'Infra', 'CBRNE', 'Other'] as const
const RESPONSES = ['Shelter', 'Evacuate', 'Prepare', 'Execute', 'Avoid', 'Monitor', 'Assess', 'AllClear', 'None'] as const

const without = (words: readonly string[], ...gone: string[]): readonly string[] => words.filter((word) => !gone.includes(word))

/** The words each version allows, where they differ. */
export const WORDS: Readonly<
  Record<CapVersion, Readonly<Record<'status' | 'certainty' | 'category' | 'responseType', readonly string[]>>>
> = {
  '1.0': {
    status: without(STATUSES, 'Draft'),
    certainty: ['Very Likely', 'Likely', 'Possible', 'Unlikely', 'Unknown'],
    category: without(CATEGORIES, 'CBRNE'),
    responseType: [],
  },
  '1.1': { status: STATUSES, certainty: CERTAINTIES, category: CATEGORIES, responseType: without(RESPONSES, 'Avoid', 'AllClear') },
  '1.2': { status: STATUSES, certainty: CERTAINTIES, category: CATEGORIES, responseType: RESPONSES },
}

/**
 * What stands in an element and in which order, as the schemas have it: `?` may be absent, `*` any number, `+` at least one.
 * A parent that a version does not list holds text alone.
 */
export const CONTENT: Readonly<Record<CapVersion, Readonly<Record<string, string>>>> = {
  '1.0': {
    alert:
      'identifier sender sent status msgType password? source? scope? restriction? addresses? code* note? references? incidents? info*',
    info:
      'language? category* event urgency severity certainty audience? eventCode* effective? onset? expires? senderName? headline? ' +
      'description? instruction? web? contact? parameter* resource* area*',
    resource: 'resourceDesc mimeType? size? uri? digest?',
    area: 'areaDesc polygon* circle* geocode* altitude? ceiling?',
  },
  '1.1': {
    alert: 'identifier sender sent status msgType source? scope restriction? addresses? code* note? references? incidents? info*',
    info:
      'language? category+ event responseType* urgency severity certainty audience? eventCode* effective? onset? expires? senderName? ' +
      'headline? description? instruction? web? contact? parameter* resource* area*',
    eventCode: 'valueName value',
    parameter: 'valueName value',
    resource: 'resourceDesc mimeType? size? uri? derefUri? digest?',
    area: 'areaDesc polygon* circle* geocode* altitude? ceiling?',
    geocode: 'valueName value',
  },
  '1.2': {
    alert: 'identifier sender sent status msgType source? scope restriction? addresses? code* note? references? incidents? info*',
    info:
      'language? category+ event responseType* urgency severity certainty audience? eventCode* effective? onset? expires? senderName? ' +
      'headline? description? instruction? web? contact? parameter* resource* area*',
    eventCode: 'valueName value',
    parameter: 'valueName value',
    resource: 'resourceDesc mimeType size? uri? derefUri? digest?',
    area: 'areaDesc polygon* circle* geocode* altitude? ceiling?',
    geocode: 'valueName value',
  },
}
