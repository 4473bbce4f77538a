import type { BulletinView } from '#libs/contract'
import { byBearing, credits, isReal, mmi } from './bulletins'

const bulletin = (id: string, rest: Partial<BulletinView> = {}): BulletinView => ({
  id,
  type: 'alert',
  attribution: 'BMKG',
  source: 'bmkg-cap',
  state: 'in-effect',
  status: 'Actual',
  title: id,
  text: null,
  instruction: null,
  severity: 'Moderate',
  urgency: null,
  certainty: null,
  sentAt: '2026-01-12T00:00:00Z',
  effectiveAt: null,
  expiresAt: null,
  villages: [{ code: '31.71.01.1001', name: 'Gambir' }],
  earthquake: null,
  ...rest,
})

it('what is in effect here and gravest comes first', () => {
  const ordered = [
    bulletin('over', { state: 'expired', severity: 'Extreme' }),
    bulletin('to come', { state: 'not-yet-effective' }),
    bulletin('elsewhere', { villages: [], severity: 'Extreme' }),
    bulletin('older', { sentAt: '2026-01-11T00:00:00Z' }),
    bulletin('newer'),
    bulletin('unsaid', { severity: null }),
    bulletin('severe', { severity: 'Severe' }),
  ].toSorted(byBearing)
  expect(ordered.map(({ id }) => id)).toEqual(['severe', 'newer', 'older', 'unsaid', 'elsewhere', 'to come', 'over'])
})

it('only an actual document is real', () => {
  expect(isReal({ status: 'Actual' })).toBe(true)
  expect(['Test', 'Exercise', 'System', 'Draft', 'actual'].some((status) => isReal({ status }))).toBe(false)
})

it('BMKG is always credited, others with it, each once', () => {
  expect(credits([])).toEqual(['BMKG'])
  expect(credits([{ attribution: 'BMKG' }, { attribution: 'PVMBG' }, { attribution: 'PVMBG' }])).toEqual(['BMKG', 'PVMBG'])
})

it.each([
  [3, 3, 'III'],
  [2, 3, 'II-III'],
  [12, 12, 'XII'],
  [13, 13, '13'],
])('intensity %d to %d is written %s', (low, high, text) => expect(mmi(low, high)).toBe(text))
