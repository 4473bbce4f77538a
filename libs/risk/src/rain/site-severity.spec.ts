import fc from 'fast-check'
import { MS_PER_HOUR } from '#libs/platform'
import { landslideSettings } from './settings'
import { CALM_SITE, judgeSite, type SiteLevel, type SiteMemory } from './site-severity'

const settings = landslideSettings.parse({})
const START = Date.parse('2026-01-10T00:00:00Z')
const hour = (n: number): number => START + n * MS_PER_HOUR

type Rain = Partial<Record<1 | 3 | 6 | 24, number | null>> & { antecedent?: number | null; bulletin?: boolean }
const THRESHOLDS = { 1: [30, 70], 2: [45, 100], 3: [60, 150] } as const

/** A site with thresholds for 1 and 24 hours in three severities; a window not given is dry. */
function levels({ antecedent = 200, bulletin = false, ...sums }: Rain, antecedentMm?: number): SiteLevel[] {
  const rain = {
    sums: ([1, 3, 6, 24] as const).map((hours) => ({ hours, mm: sums[hours] === undefined ? 0 : sums[hours] })),
    antecedent,
    bulletin,
  }
  return ([1, 2, 3] as const).map((severity) => ({
    severity,
    zoneId: `z-${severity}`,
    trigger: {
      windows: [
        { hours: 1, mm: THRESHOLDS[severity][0] },
        { hours: 24, mm: THRESHOLDS[severity][1] },
      ],
      ...(antecedentMm === undefined ? {} : { antecedentMm }),
    },
    rain,
  }))
}
const judge = (rain: Rain, memory: SiteMemory = CALM_SITE, at = hour(0), antecedentMm?: number) =>
  judgeSite(memory, levels(rain, antecedentMm), settings, at)
const inForce = (severity: 1 | 2 | 3, more: Partial<SiteMemory> = {}): SiteMemory => ({
  severity,
  since: START,
  evidenceAt: START,
  ...more,
})

describe('a site rises', () => {
  it.each([
    ['one below every threshold', { 1: 29.9, 24: 69.9 }, 0],
    ['one hour of rain at the threshold', { 1: 30 }, 1],
    ['a wet day', { 24: 100 }, 2],
    ['the worse of two windows', { 1: 31, 24: 150 }, 3],
  ] as const)('on %s', (_, rain, severity) => {
    const { memory, change } = judge(rain)
    expect(memory.severity).toBe(severity)
    expect(change).toEqual(severity === 0 ? undefined : { from: 0, to: severity })
  })

  it('and says which window of which zone, how much fell and how much it takes', () => {
    expect(judge({ 1: 50, 24: 60 }).reached).toEqual({ severity: 2, zoneId: 'z-2', hours: 1, mm: 50, threshold: 45, by: 'rain' })
  })

  it('only on ground that is wet enough, where its zone asks for that', () => {
    expect(judge({ 1: 50, antecedent: 99 }, CALM_SITE, START, 100).memory.severity).toBe(0)
    expect(judge({ 1: 50, antecedent: 100 }, CALM_SITE, START, 100).memory.severity).toBe(2)
  })

  it('all the same when nobody knows how wet the ground is, and says so', () => {
    expect(judge({ 1: 50, antecedent: null }, CALM_SITE, START, 100)).toMatchObject({
      memory: { severity: 2 },
      flags: ['antecedent-unknown'],
    })
  })

  it('not on rain nobody knows, and says so', () => {
    expect(judge({ 1: null, 24: null })).toEqual({ memory: CALM_SITE, reached: undefined, flags: ['rain-unknown'] })
  })
})

describe('a bulletin', () => {
  it.each([
    ['alone raises nothing', { bulletin: true }, 0],
    ['with half the rain of waspada makes waspada', { bulletin: true, 1: 15 }, 1],
    ['with less does not', { bulletin: true, 1: 14.9 }, 0],
    ['never makes more than waspada', { bulletin: true, 1: 29 }, 1],
    ['adds nothing to rain that speaks for itself', { bulletin: true, 1: 45 }, 2],
    ['with rain nobody knows raises nothing', { bulletin: true, 1: null, 24: null }, 0],
  ] as const)('%s', (_, rain, severity) => {
    expect(judge(rain).memory.severity).toBe(severity)
  })
})

describe('a site falls', () => {
  const dry = { 24: 79 }

  it('only after the 24-hour sum has been below the margin for the hold time', () => {
    const first = judge(dry, inForce(2), hour(1))
    expect(first.memory).toMatchObject({ severity: 2, calmSince: hour(1) })
    expect(judge(dry, first.memory, hour(6.9)).memory.severity).toBe(2)
    expect(judge(dry, first.memory, hour(7))).toMatchObject({ memory: { severity: 1, since: hour(7) }, change: { from: 2, to: 1 } })
  })

  it('to normal at once when nothing holds the severity below either', () => {
    expect(judge({ 24: 10 }, inForce(3, { calmSince: START }), hour(6))).toMatchObject({ memory: CALM_SITE, change: { from: 3, to: 0 } })
  })

  it('not at the margin', () => {
    expect(judge({ 24: 80 }, inForce(2, { calmSince: START }), hour(9)).memory).toEqual(inForce(2, { evidenceAt: hour(9) }))
  })

  it('never on rain nobody knows: the hold begins anew', () => {
    const silent = judge({ 1: null, 24: null }, inForce(2, { calmSince: START }), hour(20))
    expect(silent).toEqual({ memory: inForce(2), reached: undefined, flags: ['rain-unknown'] })
    expect(judge(dry, silent.memory, hour(21)).memory).toMatchObject({ severity: 2, calmSince: hour(21) })
  })

  it('not while a bulletin with half the rain holds waspada', () => {
    expect(judge({ 1: 16, bulletin: true }, inForce(1, { calmSince: START }), hour(9)).memory.severity).toBe(1)
  })
})

describe('whatever rain comes', () => {
  const mm = fc.option(fc.double({ min: 0, max: 200, noNaN: true }))
  const step = fc.record({ 1: mm, 24: mm, bulletin: fc.boolean(), antecedent: mm })
  const walk = (steps: readonly Rain[]) =>
    steps.reduce<{ memory: SiteMemory; severities: number[] }>(
      ({ memory, severities }, rain, index) => {
        const next = judge(rain, memory, hour(index), 50)
        return { memory: next.memory, severities: [...severities, next.memory.severity] }
      },
      { memory: CALM_SITE, severities: [] },
    ).severities

  it('silence lowers nothing', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), fc.integer({ min: 1, max: 30 }), (steps, hours) => {
        const silence = Array.from({ length: hours }, () => ({ 1: null, 24: null }))
        const before = walk(steps).at(-1) ?? 0
        expect(walk([...steps, ...silence]).at(-1)).toBe(before)
      }),
      { numRuns: 100 },
    )
  })

  it('a severity that is reached is in force', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 20 }), (steps) => {
        for (const [index, severity] of walk(steps).entries()) {
          const rain = steps[index] as Rain
          expect(severity).toBeGreaterThanOrEqual(judge(rain, CALM_SITE, hour(index), 50).memory.severity)
        }
      }),
      { numRuns: 100 },
    )
  })

  it('no fall comes within the hold time of a rise', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 2, maxLength: 30 }), (steps) => {
        const severities = walk(steps)
        for (const [index, severity] of severities.entries()) {
          if (severity <= (severities[index - 1] ?? 0)) continue
          for (const later of severities.slice(index, index + 6)) expect(later).toBeGreaterThanOrEqual(severity)
        }
      }),
      { numRuns: 100 },
    )
  })
})
