import type { FeedSource } from '../source'
import { DSDA_XML, DSDA_XML_LIMITS, parseDsdaXml } from './parse'

const URL = 'http://poskobanjirdsda.jakarta.go.id/xmldata.xml'

/** The agency's live table of flood posts. */
export const dsdaXml: FeedSource = {
  name: DSDA_XML,
  attribution: 'Dinas SDA DKI Jakarta',
  largestBytes: DSDA_XML_LIMITS.bytes,
  retentionDays: 365,
  parse: parseDsdaXml,
  intake: 'poll',
  poll: { contentTypes: ['text/xml', 'application/xml'], requests: () => [{ url: URL }], requestsPerMinute: 6 },
}
