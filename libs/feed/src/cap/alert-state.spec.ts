import fc from 'fast-check'
import { alertStates, type KnownAlert, lifeOf } from './alert-state'

const NOON = Date.parse('2026-09-24T12:00:00Z')
const hours = (count: number): number => NOON + count * 3_600_000

const anAlert = (over: Partial<KnownAlert> = {}): KnownAlert => ({
  identifier: 'a.1',
  sender: 'bmkg',
  sentAt: hours(-1),
  status: 'Actual',
  msgType: 'Alert',
  references: [],
  effectiveAt: null,
  onsetAt: null,
  expiresAt: hours(3),
  ...over,
})
const about = ({ sender, identifier, sentAt }: KnownAlert, msgType: string, over: Partial<KnownAlert> = {}): KnownAlert =>
  anAlert({ identifier: `${identifier}.${msgType}`, sentAt: hours(0), msgType, references: [{ sender, identifier, sentAt }], ...over })

const stateAt = (now: number, alert: KnownAlert, ...others: KnownAlert[]): string | undefined =>
  alertStates([alert, ...others], now).get(alert)

describe('an alert on its own', () => {
  it.each([
    ['sent and effective later', anAlert({ sentAt: hours(0), effectiveAt: hours(0.25) }), 0, 'not-yet-effective'],
    ['at the minute it takes effect', anAlert({ effectiveAt: hours(0) }), 0, 'in-effect'],
    ['effective from when it was sent', anAlert(), 0, 'in-effect'],
    ['sent later than the clock says', anAlert({ sentAt: hours(0.1) }), 0, 'not-yet-effective'],
    ['with its event to come', anAlert({ onsetAt: hours(2) }), 0, 'in-effect'],
    ['just before it expires', anAlert({ expiresAt: hours(0) + 1 }), 0, 'in-effect'],
    ['at the instant it expires', anAlert({ expiresAt: hours(0) }), 0, 'expired'],
    ['expired before it took effect', anAlert({ effectiveAt: hours(2), expiresAt: hours(-1) }), 0, 'expired'],
    ['without expiry, within a day of its sending', anAlert({ sentAt: hours(0), expiresAt: null }), 23.9, 'in-effect'],
    ['without expiry, a day after its sending', anAlert({ sentAt: hours(0), expiresAt: null }), 24, 'expired'],
    ['without expiry, a day after it took effect', anAlert({ effectiveAt: hours(1), expiresAt: null }), 25, 'expired'],
    ['without expiry, before a day of its event is over', anAlert({ onsetAt: hours(10), expiresAt: null }), 33.9, 'in-effect'],
    ['that is a Cancel', anAlert({ msgType: 'Cancel' }), 0, 'cancelled'],
    ['that is an acknowledgement', anAlert({ msgType: 'Ack' }), 0, 'expired'],
  ])('%s', (_, alert, at, state) => {
    expect(stateAt(hours(at), alert)).toBe(state)
  })
})

describe('an alert that others refer to', () => {
  const original = anAlert()
  it.each([
    ['is superseded by an Update', [about(original, 'Update')], 'superseded'],
    ['is superseded by an Update sent in the same second', [about(original, 'Update', { sentAt: original.sentAt })], 'superseded'],
    ['is cancelled by a Cancel', [about(original, 'Cancel')], 'cancelled'],
    ['is cancelled though it was updated', [about(original, 'Update'), about(original, 'Cancel')], 'cancelled'],
    ['is cancelled though it expired', [about(original, 'Cancel')], 'cancelled', 5],
    ['lives on after an acknowledgement', [about(original, 'Ack')], 'in-effect'],
    ['lives on after an Alert that mentions it', [about(original, 'Alert')], 'in-effect'],
    ['is not cancelled by a test', [about(original, 'Cancel', { status: 'Test' })], 'in-effect'],
    ['is not cancelled by an exercise', [about(original, 'Cancel', { status: 'Exercise' })], 'in-effect'],
    ['is not cancelled by a stranger', [about(original, 'Cancel', { sender: 'mallory' })], 'in-effect'],
    ['is not cancelled by who refers to a namesake', [about({ ...original, sender: 'other' }, 'Cancel')], 'in-effect'],
    ['does not replace itself', [], 'in-effect'],
  ])('%s', (_, others, state, at = 0) => {
    expect(stateAt(hours(at), original, ...others)).toBe(state)
  })

  it('lives on when it was issued anew after what the reference names', () => {
    const anew = { ...original, sentAt: hours(-0.5) }
    expect(stateAt(NOON, anew, about(original, 'Cancel'))).toBe('in-effect')
  })

  it('is found though the reference leaves out its fraction of a second', () => {
    const exact = anAlert({ sentAt: original.sentAt + 500 })
    expect(stateAt(NOON, exact, about(original, 'Cancel'))).toBe('cancelled')
  })

  it('does not come back when its Update is cancelled', () => {
    const update = about(original, 'Update')
    const cancel = about(update, 'Cancel')
    expect([...alertStates([original, update, cancel], NOON).values()]).toEqual(['superseded', 'cancelled', 'cancelled'])
  })

  it('names itself in vain', () => {
    const update = anAlert({ msgType: 'Update' })
    expect(stateAt(NOON, { ...update, references: [{ ...update }] })).toBe('in-effect')
  })
})

describe('a history', () => {
  const alert: fc.Arbitrary<KnownAlert> = fc.record({
    identifier: fc.constantFrom('a', 'b', 'c', 'd'),
    sender: fc.constantFrom('s', 't'),
    sentAt: fc.integer({ min: -5, max: 5 }).map(hours),
    status: fc.constantFrom('Actual', 'Test'),
    msgType: fc.constantFrom('Alert', 'Update', 'Cancel', 'Ack'),
    references: fc.array(
      fc.record({
        sender: fc.constantFrom('s', 't'),
        identifier: fc.constantFrom('a', 'b', 'c', 'd'),
        sentAt: fc.integer({ min: -5, max: 5 }).map(hours),
      }),
      { maxLength: 3 },
    ),
    effectiveAt: fc.option(fc.integer({ min: -5, max: 5 }).map(hours)),
    onsetAt: fc.option(fc.integer({ min: -5, max: 5 }).map(hours)),
    expiresAt: fc.option(fc.integer({ min: -5, max: 5 }).map(hours)),
  })
  const shuffled = fc
    .array(alert, { maxLength: 8 })
    .chain((alerts) => fc.tuple(fc.constant(alerts), fc.shuffledSubarray(alerts, { minLength: alerts.length })))

  it('has one outcome in whatever order it arrives', () => {
    fc.assert(
      fc.property(shuffled, ([alerts, others]) => {
        const [one, other] = [alertStates(alerts, NOON), alertStates(others, NOON)]
        for (const each of alerts) expect(other.get(each)).toBe(one.get(each))
      }),
      { numRuns: 200 },
    )
  })

  it('never revives what was ended as time goes on', () => {
    const RANK = ['not-yet-effective', 'in-effect', 'expired', 'superseded', 'cancelled']
    fc.assert(
      fc.property(fc.array(alert, { maxLength: 6 }), fc.integer({ min: 0, max: 40 }), (alerts, later) => {
        const [now, then] = [alertStates(alerts, NOON), alertStates(alerts, hours(later))]
        for (const each of alerts) expect(RANK.indexOf(then.get(each) ?? '')).toBeGreaterThanOrEqual(RANK.indexOf(now.get(each) ?? ''))
      }),
      { numRuns: 200 },
    )
  })
})

it('the life of an alert runs from its first info to its last', () => {
  const info = { effectiveAt: null, onsetAt: null, expiresAt: null }
  const infos = [
    { ...info, effectiveAt: hours(1), expiresAt: hours(3) },
    { ...info, effectiveAt: hours(0), onsetAt: hours(2), expiresAt: hours(5) },
    info,
  ]
  expect(lifeOf({ infos })).toEqual({ effectiveAt: hours(0), onsetAt: hours(2), expiresAt: hours(5) })
  expect(lifeOf({ infos: [] })).toEqual({ effectiveAt: null, onsetAt: null, expiresAt: null })
})
