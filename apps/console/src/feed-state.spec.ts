import type { FeedState } from '#libs/contract'
import { byTrouble, countStates, worstState } from './feed-state'

const feed = (source: string, state: FeedState, stateSince: string | null = null) => ({ source, state, stateSince })

describe('sources in order of trouble', () => {
  it('dead before stale before late before waiting before sound before off', () => {
    const states: FeedState[] = ['off', 'ok', 'waiting', 'late', 'stale', 'dead']
    const ordered = states.map((state) => feed(state, state)).toSorted(byTrouble)
    expect(ordered.map(({ state }) => state)).toEqual(['dead', 'stale', 'late', 'waiting', 'ok', 'off'])
  })

  it('of two dead ones the longer dead first; one whose beginning nobody knows comes last', () => {
    const ordered = [feed('a', 'dead'), feed('b', 'dead', '2026-01-02T00:00:00Z'), feed('c', 'dead', '2026-01-01T00:00:00Z')].toSorted(
      byTrouble,
    )
    expect(ordered.map(({ source }) => source)).toEqual(['c', 'b', 'a'])
  })

  it('equals keep the order of their names, in both directions', () => {
    expect(byTrouble(feed('a', 'ok'), feed('b', 'ok'))).toBeLessThan(0)
    expect(byTrouble(feed('b', 'ok'), feed('a', 'ok'))).toBeGreaterThan(0)
  })
})

it('counts only states that occur, worst first', () =>
  expect(countStates([feed('a', 'ok'), feed('b', 'dead'), feed('c', 'ok')])).toEqual([
    { state: 'dead', count: 1 },
    { state: 'ok', count: 2 },
  ]))

it('the worst state of none is none', () => {
  expect(worstState([])).toBeNull()
  expect(
    worstState([
      { source: 'a', state: 'late', since: null },
      { source: 'b', state: 'stale', since: null },
    ]),
  ).toBe('stale')
})
