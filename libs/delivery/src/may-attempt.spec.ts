import * as fc from 'fast-check'
import { gateTable, mayAttempt } from './may-attempt'

const contact = fc.record({ synthetic: fc.boolean(), onExerciseList: fc.boolean(), retired: fc.boolean() })
const mode = fc.constantFrom('actual' as const, 'exercise' as const)
const channel = fc.record({ real: fc.boolean() })

describe('the gate before every attempt', () => {
  it('keeps made-up contacts from every real channel in every mode', () => {
    fc.assert(
      fc.property(mode, contact, (m, who) =>
        expect(mayAttempt({ mode: m, channel: { real: true }, contact: { ...who, synthetic: true } })).toBeDefined(),
      ),
    )
  })

  it('keeps an exercise from everybody who is not on the list, on every real channel', () => {
    fc.assert(
      fc.property(contact, (who) => {
        const may = mayAttempt({ mode: 'exercise', channel: { real: true }, contact: who }) === undefined
        expect(may).toBe(who.onExerciseList && !who.synthetic && !who.retired)
      }),
    )
  })

  it('lets a real warning through to every living number of a real person', () => {
    fc.assert(
      fc.property(contact, (who) =>
        expect(
          mayAttempt({ mode: 'actual', channel: { real: true }, contact: { ...who, synthetic: false, retired: false } }),
        ).toBeUndefined(),
      ),
    )
  })

  it('lets virtual phones get everything but what goes to a retired number', () => {
    fc.assert(
      fc.property(mode, contact, (m, who) =>
        expect(mayAttempt({ mode: m, channel: { real: false }, contact: who })).toBe(who.retired ? 'gate.retired' : undefined),
      ),
    )
  })

  it('says the same as a table', () => {
    fc.assert(
      fc.property(mode, channel, contact, (m, c, who) => {
        const table = gateTable(m, c)
        const row = table.failure.findIndex(
          (_, index) =>
            table.synthetic[index] === who.synthetic &&
            table.onExerciseList[index] === who.onExerciseList &&
            table.retired[index] === who.retired,
        )
        expect(table.failure[row] ?? undefined).toBe(mayAttempt({ mode: m, channel: c, contact: who }))
      }),
    )
  })
})
