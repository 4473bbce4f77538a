import fc from 'fast-check'
import { feedState, pageFor, usualLimits } from './feed-state'

const MINUTE = 60_000
const limits = usualLimits(10)
const now = Date.parse('2026-01-01T00:00:00Z')
const ago = (minutes: number): number => now - minutes * MINUTE
const facts = (given: Partial<Parameters<typeof feedState>[0]> = {}) => ({ watchedSince: ago(10_000), failures: 0, ...given })

it.each([
  ['just spoke', { lastGoodAt: ago(1) }, 'ok'],
  ['spoke at the edge of late', { lastGoodAt: ago(20) }, 'ok'],
  ['missed two turns', { lastGoodAt: ago(21) }, 'late'],
  ['missed four', { lastGoodAt: ago(41) }, 'stale'],
  ['missed eight', { lastGoodAt: ago(81) }, 'dead'],
  ['never spoke, and we began to listen just now', { watchedSince: ago(5) }, 'waiting'],
  ['never spoke in an hour', { watchedSince: ago(60) }, 'stale'],
  ['answers with yesterday', { lastGoodAt: ago(1), lastObservedAt: ago(24 * 60) }, 'dead'],
  ['answers with what is half an hour old', { lastGoodAt: ago(1), lastObservedAt: ago(30) }, 'ok'],
  ['answers with what is an hour old', { lastGoodAt: ago(1), lastObservedAt: ago(60) }, 'late'],
])('a source that %s', (_, given, state) => {
  expect(feedState(facts(given), limits, now).state).toBe(state)
})

it('says why: how long, and what it answered last', () => {
  expect(feedState(facts({ lastGoodAt: ago(100), failures: 4, lastFailure: 'HTTP 500' }), limits, now).detail).toBe(
    'nothing usable for 100 min; HTTP 500',
  )
  expect(feedState(facts({ lastGoodAt: ago(1), lastObservedAt: ago(600) }), limits, now).detail).toMatch(
    /newest observation is 600 min old/,
  )
})

it('never looks better for having been silent longer', () => {
  const order = ['ok', 'late', 'stale', 'dead']
  const minutes = fc.integer({ min: 0, max: 500 })
  fc.assert(
    fc.property(minutes, minutes, (silence, more) => {
      const sooner = order.indexOf(feedState(facts({ lastGoodAt: ago(silence) }), limits, now).state)
      const later = order.indexOf(feedState(facts({ lastGoodAt: ago(silence + more) }), limits, now).state)
      expect(later).toBeGreaterThanOrEqual(sooner)
    }),
  )
})

it('tells a death once and a recovery once it has lasted', () => {
  expect(pageFor('dead', ago(0), null, now)).toBe('dead')
  expect(pageFor('dead', ago(100), 'dead', now)).toBeUndefined()
  expect(pageFor('ok', ago(9), 'dead', now)).toBeUndefined()
  expect(pageFor('ok', ago(10), 'dead', now)).toBe('recovered')
  expect(pageFor('ok', ago(100), null, now)).toBeUndefined()
  expect(pageFor('stale', ago(100), null, now)).toBeUndefined()
})
