import type { FeedSource } from '../source'
import { DSDA_HISTORY, LARGEST_BYTES, parseDsdaHistory } from './parse'

/** Laid down as a file: the history of one post, its name in a first line `# post: <name>`. */
export const dsdaHistory: FeedSource = {
  name: DSDA_HISTORY,
  attribution: 'Dinas SDA DKI Jakarta',
  largestBytes: LARGEST_BYTES,
  retentionDays: 365,
  parse: parseDsdaHistory,
  intake: 'drop',
}
