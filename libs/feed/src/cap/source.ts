import type { FeedSource } from '../source'
import { CAP, CAP_LIMITS, parseCap } from './parse'

/** CAP of any publisher, laid down as a file; its author is named in each alert. */
export const cap: FeedSource = {
  name: CAP,
  attribution: 'CAP',
  largestBytes: CAP_LIMITS.bytes,
  retentionDays: 365,
  parse: parseCap,
  intake: 'drop',
}
