import type { FeedSource } from '../source'
import { BMKG_HARIAN, LARGEST_BYTES, parseBmkgHarian } from './parse'

/** Laid down as a file: a station's daily table, as BMKG's data portal hands it out. */
export const bmkgHarian: FeedSource = {
  name: BMKG_HARIAN,
  attribution: 'BMKG',
  largestBytes: LARGEST_BYTES,
  retentionDays: 365,
  parse: parseBmkgHarian,
  intake: 'drop',
}
