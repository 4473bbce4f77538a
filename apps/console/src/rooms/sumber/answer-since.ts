import type { FeedDetail } from '#libs/contract'

type Answer = FeedDetail['payloads'][number]

/**
 * The first answer of a source after it was asked.
 * @param payloads newest first
 * @param before instant of the newest answer when it was asked; empty when there was none
 */
export const answerSince = (payloads: readonly Answer[], before: string): Answer | undefined =>
  payloads.findLast(({ at }) => before === '' || Date.parse(at) > Date.parse(before))
