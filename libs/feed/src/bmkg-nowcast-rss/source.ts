import { BMKG_CAP } from '../bmkg-cap/parse'
import type { FeedSource } from '../source'
import { isNowcastAddress } from './alert-address'
import { BMKG_NOWCAST_RSS, NOWCAST_RSS_LIMITS, parseBmkgNowcastRss } from './parse'

const LISTS = ['id', 'en'].map((language) => ({ url: `https://www.bmkg.go.id/alerts/nowcast/${language}/rss.xml` }))

/** BMKG's lists of nowcast alerts; what they link to is fetched as `bmkg-cap`. 60 requests a minute are allowed: some are left to others. */
export const bmkgNowcastRss: FeedSource = {
  name: BMKG_NOWCAST_RSS,
  attribution: 'BMKG',
  largestBytes: NOWCAST_RSS_LIMITS.bytes,
  retentionDays: 90,
  parse: parseBmkgNowcastRss,
  intake: 'poll',
  poll: {
    contentTypes: ['application/rss+xml', 'application/xml', 'text/xml'],
    requests: () => LISTS,
    follow: (items) =>
      items.flatMap((item) => (item.kind === 'alert-link' && isNowcastAddress(item.link) ? [{ url: item.link, source: BMKG_CAP }] : [])),
    requestsPerMinute: 50,
  },
}
