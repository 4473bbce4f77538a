import type { ParsedAlert, Reject } from '../parsed'
import { childrenNamed, textOf, type XmlElement } from '../xml/element'
import { readDateTime } from '../xml/read-date-time'
import { CapFields } from './cap-fields'
import { checkContent } from './check-content'
import { Findings, quoted } from './findings'
import { readInfo } from './read-info'
import { CAP_VERSIONS, MESSAGE_TYPES, SCOPES, SIGNATURE_NAMESPACE, WORDS } from './vocabulary'

export const isCapAlert = (element: XmlElement): boolean => element.name === 'alert' && CAP_VERSIONS.has(element.namespace)

/**
 * One alert. What it does against its schema and can still be read is listed in `violations`. It is rejected when it lacks what one
 * must know to act on it or to end it (identifier, sender, sent, status, msgType, scope), when an urgency, severity or certainty is
 * none of the standard's, or when none of an info's polygons and circles can be read.
 * @param place where it stands in its payload, for an alert that does not say who it is
 */
export function readAlert(alert: XmlElement, place: string): ParsedAlert | Reject {
  const capVersion = CAP_VERSIONS.get(alert.namespace)
  if (!capVersion) return { item: place, field: 'xmlns', reason: `${quoted(alert.namespace)} is no CAP 1.0, 1.1 or 1.2` }
  const findings = new Findings()
  const fields = new CapFields(capVersion, findings)
  checkContent(alert, 'alert', capVersion, findings)
  const identifier = fields.needed(alert, 'identifier', 'alert')
  const sender = fields.needed(alert, 'sender', 'alert')
  for (const [name, value] of Object.entries({ identifier, sender }))
    if (/[\s,<&]/.test(value)) findings.violation(`alert: ${name} ${quoted(value)} holds what references cannot`)
  const sentAt = readSent(alert, fields)
  const read: ParsedAlert = {
    kind: 'alert',
    capVersion,
    identifier,
    sender,
    sentAt,
    status: fields.word(alert, 'status', 'alert', WORDS[capVersion].status),
    msgType: fields.word(alert, 'msgType', 'alert', MESSAGE_TYPES),
    scope: readScope(alert, fields),
    references: readReferences(alert, findings),
    infos: childrenNamed(alert, 'info').map((info, i) => readInfo(info, `info ${i + 1}`, fields)),
    signed: childrenNamed(alert, 'Signature', SIGNATURE_NAMESPACE).length > 0,
    violations: [],
  }
  checkMeaning(alert, read, findings)
  const [fault] = findings.faults
  if (!fault) return { ...read, violations: findings.summary() }
  const reason = findings.faults.map((each) => `${each.field}: ${each.reason}`).join('; ')
  return { item: identifier === '' ? place : `alert ${identifier.slice(0, 200)}`, field: fault.field, reason: reason.slice(0, 1_000) }
}

function readSent(alert: XmlElement, fields: CapFields): number {
  const text = fields.needed(alert, 'sent', 'alert')
  const sentAt = fields.instant(alert, 'sent', 'alert')
  if (sentAt === null && text !== '') fields.findings.fault('sent', `alert: ${quoted(text)} is no time with its offset`)
  return sentAt ?? 0
}

/** CAP 1.0 lets it be left out: then the alert is for whoever gets it. */
function readScope(alert: XmlElement, fields: CapFields): string {
  const isUnsaid = childrenNamed(alert, 'scope').length === 0
  return isUnsaid && fields.version === '1.0' ? 'Public' : fields.word(alert, 'scope', 'alert', SCOPES)
}

function readReferences(alert: XmlElement, findings: Findings): ParsedAlert['references'] {
  return (textOf(alert, 'references') ?? '').split(/\s+/).flatMap((written) => {
    if (written === '') return []
    const [sender, identifier, sent, ...rest] = written.split(',')
    const sentAt = readDateTime(sent ?? '')?.at
    if (sender && identifier && sentAt !== undefined && rest.length === 0) return [{ sender, identifier, sentAt }]
    findings.violation(`alert: the reference ${quoted(written)} is no sender,identifier,sent`)
    return []
  })
}

/** What the standard asks for in words and its schema cannot say. */
function checkMeaning(alert: XmlElement, { msgType, scope, references, infos, sentAt }: ParsedAlert, findings: Findings): void {
  if (msgType !== 'Alert' && references.length === 0) findings.violation(`alert: ${quoted(msgType)} that refers to nothing`)
  if (scope === 'Restricted' && !textOf(alert, 'restriction')) findings.violation('alert: Restricted, and no restriction')
  if (scope === 'Private' && !textOf(alert, 'addresses')) findings.violation('alert: Private, and no addresses')
  for (const [i, { effectiveAt, expiresAt }] of infos.entries())
    if (expiresAt !== null && expiresAt <= (effectiveAt ?? sentAt)) findings.violation(`info ${i + 1}: it expires before it takes effect`)
}
