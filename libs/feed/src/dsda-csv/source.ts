import type { FeedSource } from '../source'
import { DSDA_CSV, parseDsdaCsv } from './parse'

/** Laid down as a file: the agency's table of a period. */
export const dsdaCsv: FeedSource = {
  name: DSDA_CSV,
  attribution: 'Dinas SDA DKI Jakarta',
  largestBytes: 200 * 1024 * 1024,
  retentionDays: 365,
  parse: parseDsdaCsv,
  intake: 'drop',
}
