import { resolveAliasesOrIds } from '../resolve/resolve-aliases'
import type { FeedSource } from '../source'
import { CSV_PUSH, LARGEST_CSV_PAYLOAD, parseCsvPush } from './parse'

/** What a foreign system pushes with an API key, in the form of this product. */
export const csvPush: FeedSource = {
  name: CSV_PUSH,
  attribution: 'Kiriman sistem lain',
  largestBytes: LARGEST_CSV_PAYLOAD,
  retentionDays: 365,
  parse: parseCsvPush,
  intake: 'push',
  resolve: resolveAliasesOrIds,
}
