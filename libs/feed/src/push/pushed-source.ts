import { CAP } from '../cap/parse'
import type { FeedSource } from '../source'
import { sourceNamed, SOURCES } from '../sources'
import { NotPushed } from './push.errors'

/** What comes over MQTT comes by webhook too, and any publisher may send its alerts. */
const mayBePushed = (source: FeedSource): boolean => source.intake === 'push' || source.intake === 'mqtt' || source.name === CAP

export const largestPush = (): number => Math.max(...[...SOURCES.values()].filter(mayBePushed).map(({ largestBytes }) => largestBytes))

/** @throws SourceUnknown, NotPushed */
export function pushedSource(name: string): FeedSource {
  const source = sourceNamed(name)
  if (!mayBePushed(source)) throw new NotPushed(name)
  return source
}
