import fc from 'fast-check'
import type { Severity } from '#libs/station'
import { desiredWarning } from './desired-warning'

const severity = fc.constantFrom<Severity>(0, 1, 2, 3)

describe('the message a zone needs', () => {
  it.each([
    ['nothing in force, the river rises', 2, { inForce: 0, waiting: undefined }, { action: 'draft', kind: 'new', dropWaiting: false }],
    ['it rises further', 3, { inForce: 2, waiting: undefined }, { action: 'draft', kind: 'raise', dropWaiting: false }],
    ['it rises while a draft waits', 2, { inForce: 0, waiting: 1 }, { action: 'draft', kind: 'new', dropWaiting: true }],
    ['it falls one step', 1, { inForce: 2, waiting: undefined }, { action: 'draft', kind: 'lower', dropWaiting: false }],
    ['it falls to normal', 0, { inForce: 2, waiting: undefined }, { action: 'draft', kind: 'all-clear', dropWaiting: false }],
    ['it falls before anybody approved', 0, { inForce: 0, waiting: 2 }, { action: 'drop-waiting' }],
    ['the same draft still waits', 2, { inForce: 1, waiting: 2 }, { action: 'nothing' }],
    ['the people know already', 2, { inForce: 2, waiting: undefined }, { action: 'nothing' }],
    ['a lower waits but the river rose again', 2, { inForce: 2, waiting: 1 }, { action: 'drop-waiting' }],
  ] as const)('%s', (_, level, chain, expected) => {
    expect(desiredWarning(level, chain)).toEqual(expected)
  })

  it('comes to rest: once what it asked for waits, it asks for nothing more', () => {
    fc.assert(
      fc.property(severity, severity, fc.option(severity, { nil: undefined }), (level, inForce, waiting) => {
        const desired = desiredWarning(level, { inForce, waiting })
        const after = { inForce, waiting: desired.action === 'draft' ? level : desired.action === 'drop-waiting' ? undefined : waiting }
        expect(desiredWarning(level, after).action).toBe('nothing')
      }),
    )
  })

  it('never says all is clear to people who were told nothing', () => {
    fc.assert(
      fc.property(severity, fc.option(severity, { nil: undefined }), (level, waiting) => {
        const desired = desiredWarning(level, { inForce: 0, waiting })
        expect(desired.action === 'draft' && desired.kind === 'all-clear').toBe(false)
      }),
    )
  })
})
