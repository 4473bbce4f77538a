import type { FeedDetail } from '#libs/contract'
import { answerSince } from './answer-since'

const answer = (minute: string, outcome: FeedDetail['payloads'][number]['outcome']): FeedDetail['payloads'][number] => ({
  at: `2026-01-12T00:${minute}:00Z`,
  outcome,
  bytes: null,
  hash: null,
  detail: null,
})
const payloads = [answer('30', 'failed'), answer('20', 'taken'), answer('10', 'failed')]

it('is the first one after the asking, not the newest', () =>
  expect(answerSince(payloads, '2026-01-12T00:10:00.000Z')?.outcome).toBe('taken'))

it('is none while nothing newer came, however the same instant is written', () => {
  expect(answerSince(payloads, '2026-01-12T00:30:00Z')).toBeUndefined()
  expect(answerSince(payloads, '2026-01-12T07:30:00+07:00')).toBeUndefined()
  expect(answerSince([], '')).toBeUndefined()
})

it('of a source that never answered is any', () => expect(answerSince([answer('05', 'taken')], '')?.outcome).toBe('taken'))
