import { assertMayMove, mayFollow, MayNotMove, NEXT, type WarningState } from './lifecycle'

const STATES = Object.keys(NEXT) as WarningState[]
const ALLOWED = new Set([
  'draft>submitted',
  'draft>ended',
  'submitted>approved',
  'submitted>draft',
  'submitted>ended',
  'approved>sending',
  'approved>ended',
  'sending>active',
  'sending>ended',
  'active>ended',
])
const PAIRS = STATES.flatMap((from) => STATES.map((to) => [from, to] as const))

describe('the life of a warning', () => {
  it.each(PAIRS)('%s to %s', (from, to) => {
    expect(mayFollow(from, to)).toBe(ALLOWED.has(`${from}>${to}`))
  })

  it('names both states when it refuses', () => {
    expect(() => assertMayMove({ id: 'w1', state: 'ended' }, 'approved')).toThrow(MayNotMove)
    expect(() => assertMayMove({ id: 'w1', state: 'ended' }, 'approved')).toThrow('approved may not follow ended')
  })

  it('lets nothing leave the end', () => {
    expect(NEXT.ended).toEqual([])
  })
})
