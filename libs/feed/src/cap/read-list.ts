import type { ParsedAlertLink, Reject } from '../parsed'
import { childrenNamed, textOf, type XmlElement } from '../xml/element'
import { readDateTime } from '../xml/read-date-time'
import { isWebAddress } from '../xml/web-address'
import { quoted } from './findings'
import { mailInstant } from './mail-instant'
import { CAP_VERSIONS } from './vocabulary'

const ATOM_NAMESPACE = 'http://www.w3.org/2005/Atom'
const CAP_TYPE = 'application/cap+xml'
const OF_ALERT = ['application/xml', 'text/xml', undefined, 'text/html']

export const isAtomFeed = (root: XmlElement): boolean => root.name === 'feed' && root.namespace === ATOM_NAMESPACE
export const isRssFeed = (root: XmlElement): boolean => root.name === 'rss' && root.namespace === ''

export const atomEntries = (feed: XmlElement): XmlElement[] => childrenNamed(feed, 'entry')
export const rssItems = (rss: XmlElement): XmlElement[] =>
  childrenNamed(rss, 'channel').flatMap((channel) => childrenNamed(channel, 'item'))

/** Where an Atom entry leads. Its id is the entry's, not the alert's; only a CAP element in it names the alert. */
export function atomLink(entry: XmlElement, place: string): ParsedAlertLink | Reject {
  const published = textOf(entry, 'published') ?? textOf(entry, 'updated')
  const [identifier] = [...CAP_VERSIONS.keys()].flatMap((namespace) => textOf(entry, 'identifier', namespace) ?? [])
  return linkOr({
    place,
    link: atomHref(entry),
    identifier: identifier ?? null,
    title: textOf(entry, 'title'),
    publishedAt: published === undefined ? undefined : readDateTime(published)?.at,
  })
}

/** Where an RSS item leads. Its guid is the alert's identifier, unless it is the address of a page. */
export function rssLink(item: XmlElement, place: string): ParsedAlertLink | Reject {
  const guid = textOf(item, 'guid')
  const published = textOf(item, 'pubDate')
  return linkOr({
    place,
    link: textOf(item, 'link'),
    identifier: guid === undefined || isWebAddress(guid) ? null : guid,
    title: textOf(item, 'title'),
    publishedAt: published === undefined ? undefined : mailInstant(published),
  })
}

/** An entry may link to several things: the alert itself before a page about it, never the feed. */
function atomHref(entry: XmlElement): string | undefined {
  const links = childrenNamed(entry, 'link').map(({ attributes }) => ({
    type: attributes.get('type'),
    rel: attributes.get('rel') ?? 'alternate',
    href: attributes.get('href')?.trim(),
  }))
  const capLink = links.find((link) => link.type?.startsWith(CAP_TYPE))
  const alternates = links.filter((link) => link.rel === 'alternate')
  const best = capLink ?? OF_ALERT.map((type) => alternates.find((link) => link.type === type)).find(Boolean) ?? alternates[0]
  return best?.href ?? childrenNamed(entry, 'content')[0]?.attributes.get('src')?.trim()
}

function linkOr(read: {
  place: string
  link: string | undefined
  identifier: string | null
  title: string | undefined
  publishedAt: number | undefined
}): ParsedAlertLink | Reject {
  const { place, link = '', identifier, title = '', publishedAt = null } = read
  if (link === '') return { item: place, field: 'link', reason: 'neither an alert in it nor a link to one' }
  if (!isWebAddress(link)) return { item: place, field: 'link', reason: `${quoted(link)} is no web address` }
  return { kind: 'alert-link', identifier, link, title, publishedAt }
}
