import type { FeedSource } from '../source'
import { BMKG_CAP, BMKG_CAP_BYTES, parseBmkgCap } from './parse'

/** The alerts of BMKG's nowcast. Asked for by the list that links to them, never of its own accord. */
export const bmkgCap: FeedSource = {
  name: BMKG_CAP,
  attribution: 'BMKG',
  largestBytes: BMKG_CAP_BYTES,
  retentionDays: 365,
  parse: parseBmkgCap,
  intake: 'poll',
  partOf: 'bmkg-nowcast-rss',
  poll: { contentTypes: ['application/xml', 'text/xml', 'application/cap+xml'], requests: () => [], requestsPerMinute: 50 },
}
