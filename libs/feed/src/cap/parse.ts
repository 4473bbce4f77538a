import { type Parsed, type ParsedAlert, type ParsedAlertLink, PayloadUnusable, type Reject } from '../parsed'
import { childrenNamed, outermost, type XmlElement } from '../xml/element'
import { readXml, type XmlLimits } from '../xml/read-xml'
import { quoted } from './findings'
import { isCapAlert, readAlert } from './read-alert'
import { atomEntries, atomLink, isAtomFeed, isRssFeed, rssItems, rssLink } from './read-list'

export const CAP = 'cap'
export const CAP_LIMITS: XmlLimits = { bytes: 5 * 1024 * 1024, depth: 64, elements: 100_000, attributes: 64 }
const EDXL_DE = 'urn:oasis:names:tc:emergency:EDXL:DE:'

type Read = ParsedAlert | ParsedAlertLink | Reject

/**
 * CAP 1.2, 1.1 or 1.0 of any publisher: one alert, or a list or envelope of them. An Atom entry that carries the alert in its
 * `<content>` gives the alert, any other entry or RSS item a link to one; an alert that stands in a feed outside any entry is foreign
 * markup and is not read. An alert that cannot be used is a reject, also where it is the only one: the payload is CAP all the same.
 * @throws PayloadUnusable when it is no XML that is accepted, or another document
 */
export function parseCap(raw: Buffer): Parsed<ParsedAlert | ParsedAlertLink> {
  const root = readXml(CAP, raw, CAP_LIMITS)
  const items: (ParsedAlert | ParsedAlertLink)[] = []
  const rejects: Reject[] = []
  for (const read of readDocument(root)) {
    if ('kind' in read) items.push(read)
    else rejects.push(read)
  }
  return { items, rejects }
}

function readDocument(root: XmlElement): Read[] {
  if (isCapAlert(root)) return [readAlert(root, 'alert')]
  if (root.name === 'alerts') return root.children.filter(isNamedAlert).map((alert, i) => readAlert(alert, `alert ${i + 1}`))
  if (isAtomFeed(root)) return atomEntries(root).flatMap((entry, i) => readEntry(entry, `entry ${i + 1}`))
  if (isRssFeed(root)) return rssItems(root).map((item, i) => rssLink(item, `item ${i + 1}`))
  if (root.name === 'EDXLDistribution' && root.namespace.startsWith(EDXL_DE)) return readDistribution(root)
  throw new PayloadUnusable(CAP, `the root element is ${quoted(root.name)} of ${quoted(root.namespace)}, no CAP alert and no list of them`)
}

const isNamedAlert = (element: XmlElement): boolean => element.name === 'alert'

function readEntry(entry: XmlElement, place: string): Read[] {
  const embedded = childrenNamed(entry, 'content').flatMap((content) => outermost(content, isNamedAlert))
  return embedded.length > 0 ? embedded.map((alert) => readAlert(alert, place)) : [atomLink(entry, place)]
}

/** An EDXL-DE envelope. Marked as a test or an exercise, it makes no real alert of what it carries. */
function readDistribution(distribution: XmlElement): Read[] {
  const status = childrenNamed(distribution, 'distributionStatus').map(wholeText).join('').trim()
  return outermost(distribution, ({ name }) => name === 'contentObject').flatMap((content, i): Read[] => {
    const place = `contentObject ${i + 1}`
    const alerts = outermost(content, isNamedAlert).map((alert) => readAlert(alert, place))
    if (alerts.length === 0) return [{ item: place, field: 'contentObject', reason: 'it holds no CAP alert' }]
    return alerts.map((alert) => withinEnvelope(alert, status))
  })
}

/** Version 2.0 of the envelope wraps its words once more. */
const wholeText = (element: XmlElement): string => element.text + element.children.map(wholeText).join('')

function withinEnvelope(alert: ParsedAlert | Reject, status: string): Read {
  if (!('kind' in alert) || alert.status !== 'Actual' || status === 'Actual' || status === '') return alert
  const reason = `it is Actual in an envelope that is ${quoted(status)}`
  return { item: `alert ${alert.identifier.slice(0, 200)}`, field: 'distributionStatus', reason }
}
