import { byUrgency, haste, isInForce, isWaiting } from './urgency'

it('the worst comes first, of equals the one that has waited longest', () => {
  const of = (severity: 1 | 3, minute: string) => ({ severity, signalAt: `2020-01-01T02:${minute}:00Z` })
  const [mild, late, early] = [of(1, '00'), of(3, '20'), of(3, '10')]
  expect([mild, late, early].toSorted(byUrgency)).toEqual([early, late, mild])
})

it.each([
  [0, 'fresh'],
  [5 * 60_000, 'fresh'],
  [5 * 60_000 + 1, 'hurry'],
  [10 * 60_000 + 1, 'late'],
] as const)('waiting for %d ms is %s', (waited, word) => expect(haste(waited)).toBe(word))

it('no state both waits and is in force; a warning that ended does neither', () => {
  const states = ['draft', 'submitted', 'approved', 'sending', 'active', 'ended'] as const
  expect(states.map((state) => [isWaiting({ state }), isInForce({ state })])).toEqual([
    [true, false],
    [true, false],
    [false, true],
    [false, true],
    [false, true],
    [false, false],
  ])
})
