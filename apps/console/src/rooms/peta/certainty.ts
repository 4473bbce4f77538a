import type { StationBrief } from '#libs/contract'

/** Surest first. Every post is in one of them, so that the numbers on the screen add up to the number of posts. */
export const CERTAINTIES = ['sound', 'suspect', 'stale', 'no-ladder', 'no-data'] as const
export type Certainty = (typeof CERTAINTIES)[number]

type Post = Pick<StationBrief, 'latestAt' | 'withheld' | 'degraded'>

/** How far a post can be believed; of several doubts the one that says most. */
export function certaintyOf({ latestAt, withheld, degraded }: Post): Certainty {
  if (latestAt === null) return 'no-data'
  if (withheld !== null || degraded.includes('no-ladder')) return 'no-ladder'
  if (degraded.includes('stale')) return 'stale'
  return degraded.length > 0 ? 'suspect' : 'sound'
}

export function countCertainties(posts: readonly Post[]): Record<Certainty, number> {
  const counts = { sound: 0, suspect: 0, stale: 0, 'no-ladder': 0, 'no-data': 0 }
  for (const post of posts) counts[certaintyOf(post)] += 1
  return counts
}
