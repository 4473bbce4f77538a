import type { FeedSource } from '../source'
import { BMKG_GEMPA, LARGEST_BYTES, parseBmkgGempa } from './parse'

const FOLDER = 'https://data.bmkg.go.id/DataMKG/TEWS'
const FILES = ['autogempa.json', 'gempaterkini.json', 'gempadirasakan.json']

/** BMKG's three lists of earthquakes: the newest of any size, the latest of M 5 and more, those that were felt. */
export const bmkgGempa: FeedSource = {
  name: BMKG_GEMPA,
  attribution: 'BMKG',
  largestBytes: LARGEST_BYTES,
  retentionDays: 365,
  parse: parseBmkgGempa,
  intake: 'poll',
  poll: {
    contentTypes: ['application/json'],
    requests: () => FILES.map((file) => ({ url: `${FOLDER}/${file}` })),
    requestsPerMinute: 30,
  },
}
