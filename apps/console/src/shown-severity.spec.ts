import { shownSeverity } from './shown-severity'

const calm = { severity: 0 as const, latestAt: '2026-01-01T00:00:00Z', withheld: null, degraded: [] }

it.each([
  ['a fresh reading below every level', calm, 0],
  ['no reading at all', { ...calm, latestAt: null }, 'unknown'],
  ['no ladder to compare with', { ...calm, withheld: 'no-ladder' }, 'unknown'],
  ['a reading that is too old', { ...calm, degraded: ['stale'] }, 'unknown'],
  ['a suspect last reading', { ...calm, degraded: ['latest-suspect'] }, 0],
  ['a severity raised before the post fell silent', { ...calm, severity: 3 as const, degraded: ['stale'] }, 3],
])('%s', (_, station, shown) => {
  expect(shownSeverity(station)).toBe(shown)
})
