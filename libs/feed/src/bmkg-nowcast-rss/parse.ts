import { isRssFeed, rssItems, rssLink } from '../cap/read-list'
import { type Parsed, type ParsedAlertLink, PayloadUnusable, type Reject } from '../parsed'
import { readXml, type XmlLimits } from '../xml/read-xml'
import { isNowcastAddress } from './alert-address'

export const BMKG_NOWCAST_RSS = 'bmkg-nowcast-rss'
export const NOWCAST_RSS_LIMITS: XmlLimits = { bytes: 2 * 1024 * 1024, depth: 16, elements: 20_000, attributes: 32 }

/**
 * BMKG's list of nowcast alerts in one language: `guid` is the alert's CAP identifier, `link` the alert, `pubDate` in the offset of the
 * place it is for. Several alerts may hold for one province at a time.
 * @throws PayloadUnusable when it is no RSS that is accepted
 */
export function parseBmkgNowcastRss(raw: Buffer): Parsed<ParsedAlertLink> {
  const root = readXml(BMKG_NOWCAST_RSS, raw, NOWCAST_RSS_LIMITS)
  if (!isRssFeed(root)) throw new PayloadUnusable(BMKG_NOWCAST_RSS, `the root element is ${root.name.slice(0, 60)}, no RSS`)
  const items: ParsedAlertLink[] = []
  const rejects: Reject[] = []
  for (const [i, item] of rssItems(root).entries()) {
    const place = `item ${i + 1}`
    const read = rssLink(item, place)
    if (!('kind' in read)) rejects.push(read)
    else if (isNowcastAddress(read.link)) items.push(read)
    else rejects.push({ item: place, field: 'link', reason: `${JSON.stringify(read.link.slice(0, 80))} is no alert of BMKG's nowcast` })
  }
  return { items, rejects }
}
