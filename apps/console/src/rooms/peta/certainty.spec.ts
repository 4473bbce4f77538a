import { certaintyOf, countCertainties } from './certainty'

const AT = '2026-01-12T00:00:00Z'

it.each([
  ['sound', { latestAt: AT, withheld: null, degraded: [] }],
  ['suspect', { latestAt: AT, withheld: null, degraded: ['latest-suspect'] }],
  ['suspect', { latestAt: AT, withheld: null, degraded: ['status-contradicts-ladder'] }],
  ['stale', { latestAt: AT, withheld: null, degraded: ['latest-suspect', 'stale'] }],
  ['no-ladder', { latestAt: AT, withheld: 'no-ladder', degraded: ['stale'] }],
  ['no-ladder', { latestAt: AT, withheld: 'ladder-not-valid-yet', degraded: [] }],
  ['no-ladder', { latestAt: AT, withheld: null, degraded: ['no-ladder'] }],
  ['no-data', { latestAt: null, withheld: 'no-ladder', degraded: ['stale', 'no-ladder'] }],
] as const)('%s: %j', (certainty, { latestAt, withheld, degraded }) =>
  expect(certaintyOf({ latestAt, withheld, degraded: [...degraded] })).toBe(certainty),
)

it('every post is counted once', () => {
  const posts = [
    { latestAt: null, withheld: 'no-ladder', degraded: ['stale'] },
    { latestAt: AT, withheld: null, degraded: ['stale', 'latest-suspect'] },
    { latestAt: AT, withheld: null, degraded: [] },
  ]
  expect(countCertainties(posts)).toEqual({ sound: 1, suspect: 0, stale: 1, 'no-ladder': 0, 'no-data': 1 })
})
