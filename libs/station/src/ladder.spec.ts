import fc from 'fast-check'
import { inDisplayUnit, type Ladder, ladderAt, ladderProblem, type LadderStep, severityOf, statusContradicts } from './ladder'

const since = new Date('2019-01-01T00:00:00Z')
const step = (severity: 1 | 2 | 3, label: string, fromLevel: number, validFrom = since): LadderStep => ({
  validFrom,
  severity,
  label,
  fromLevel,
})
/** Siaga 1 is the worst here. */
const MANGGARAI: Ladder = [step(1, 'Siaga 3', 7.5), step(2, 'Siaga 2', 8.5), step(3, 'Siaga 1', 9.5)]
/** Bengawan Solo: Siaga I is the mildest here. */
const BOJONEGORO: Ladder = [step(1, 'Siaga I', 12.06), step(2, 'Siaga II', 13.06), step(3, 'Siaga III', 14.04)]

describe('a ladder', () => {
  it.each([
    [MANGGARAI, 7.49, 0],
    [MANGGARAI, 7.5, 1],
    [MANGGARAI, 9.69, 3],
    [BOJONEGORO, 12.05, 0],
    [BOJONEGORO, 12.06, 1],
    [BOJONEGORO, 15, 3],
  ])('gives severity by level, not by siaga number (case %#)', (ladder, level, severity) => {
    expect(severityOf(ladder, level)).toBe(severity)
  })

  it('calls the worst of two rivers by opposite labels', () => {
    expect(MANGGARAI.at(-1)?.label).toBe('Siaga 1')
    expect(BOJONEGORO.at(-1)?.label).toBe('Siaga III')
    expect(severityOf(MANGGARAI, 10)).toBe(severityOf(BOJONEGORO, 15))
  })

  it('never falls when the level rises', () => {
    const level = fc.double({ min: -3, max: 20, noNaN: true })
    fc.assert(fc.property(level, level, (a, b) => severityOf(BOJONEGORO, Math.max(a, b)) >= severityOf(BOJONEGORO, Math.min(a, b))))
  })

  it('is the one in force at the time', () => {
    const steps = [step(1, 'Siaga 3', 5), step(1, 'Siaga 3', 6, new Date('2022-01-01T00:00:00Z'))]
    expect(ladderAt(steps, new Date('2020-06-01T00:00:00Z'))?.[0]?.fromLevel).toBe(5)
    expect(ladderAt(steps, new Date('2023-01-01T00:00:00Z'))?.[0]?.fromLevel).toBe(6)
    expect(ladderAt(steps, new Date('2018-01-01T00:00:00Z'))).toBeUndefined()
  })

  it('is refused when it is a form nobody filled in, or runs backwards', () => {
    expect(ladderProblem([step(1, 'a', 5), step(2, 'b', 5), step(3, 'c', 5)])).toMatch('placeholder')
    expect(ladderProblem([step(1, 'a', 5), step(2, 'b', 4), step(3, 'c', 6)])).toMatch('severity 2')
    expect(ladderProblem(MANGGARAI)).toBeUndefined()
  })

  it("notices when the source's own status says something else", () => {
    expect(statusContradicts(MANGGARAI, 7.6, 'Status : Siaga 3')).toBe(false)
    expect(statusContradicts(MANGGARAI, 7.6, 'Status : Normal')).toBe(true)
    expect(statusContradicts(MANGGARAI, 7, 'Status : Normal')).toBe(false)
    expect(statusContradicts(MANGGARAI, 7, undefined)).toBe(false)
  })

  it('is shown in the unit of its people', () => {
    expect(inDisplayUnit(2.87, 'cm')).toBe('287')
    expect(inDisplayUnit(13.064, 'm')).toBe('13,06')
  })
})
