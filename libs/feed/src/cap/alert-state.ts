import type { BulletinState } from '#libs/contract'
import type { AlertInfo, ParsedAlert } from '../parsed'

const HOUR = 3_600_000
/** An alert that names no end is believed this long: CAP leaves the end to each recipient. */
const HOURS_WITHOUT_EXPIRY = 24

/** What the life of an alert hangs on; instants in ms since the epoch. */
export interface KnownAlert {
  readonly identifier: string
  readonly sender: string
  readonly sentAt: number
  readonly status: string
  readonly msgType: string
  readonly references: ParsedAlert['references']
  readonly effectiveAt: number | null
  readonly onsetAt: number | null
  readonly expiresAt: number | null
}

type Life = Pick<AlertInfo, 'effectiveAt' | 'onsetAt' | 'expiresAt'>

const earliest = (times: readonly (number | null)[]): number | null =>
  times.reduce((least, time) => (least === null || (time !== null && time < least) ? time : least), null)

/** The life of an alert over all its infos: it begins with the first and ends with the last. */
export function lifeOf({ infos }: { readonly infos: readonly Life[] }): Life {
  const ends = infos.flatMap(({ expiresAt }) => expiresAt ?? [])
  return {
    effectiveAt: earliest(infos.map(({ effectiveAt }) => effectiveAt)),
    onsetAt: earliest(infos.map(({ onsetAt }) => onsetAt)),
    expiresAt: ends.length === 0 ? null : ends.reduce((latest, end) => Math.max(latest, end)),
  }
}

/**
 * The state of each alert at an instant, whatever the order they came in. A Cancel ends what it refers to and an Update replaces it,
 * also when it comes first; an alert both cancelled and replaced is cancelled. Only the same sender may do so, and only in the same
 * status: a test, an exercise or a stranger ends no real warning. A reference to an alert sent later than it says is none: an alert
 * issued anew under an old identifier lives. A Cancel is over from the start, and so are Ack and Error.
 */
export function alertStates<Alert extends KnownAlert>(alerts: readonly Alert[], now: number): Map<Alert, BulletinState> {
  const endings = endingsOf(alerts)
  return new Map(alerts.map((alert) => [alert, stateOf(alert, endings, now)]))
}

/** When the latest of an alert's referenced versions was sent, by what ends it and the alert's name. */
type Endings = Readonly<Record<'Cancel' | 'Update', ReadonlyMap<string, number>>>

const nameOf = (sender: string, identifier: string, status: string): string => JSON.stringify([sender, identifier, status])
/** A reference may leave out the fraction of a second. */
const inSeconds = (at: number): number => Math.floor(at / 1_000)

function endingsOf(alerts: readonly KnownAlert[]): Endings {
  const endings = { Cancel: new Map<string, number>(), Update: new Map<string, number>() }
  for (const { msgType, sender, identifier, status, sentAt, references } of alerts) {
    if (msgType !== 'Cancel' && msgType !== 'Update') continue
    for (const reference of references) {
      if (reference.sender !== sender || reference.identifier === identifier || reference.sentAt > sentAt + 999) continue
      const name = nameOf(sender, reference.identifier, status)
      endings[msgType].set(name, Math.max(endings[msgType].get(name) ?? Number.NEGATIVE_INFINITY, inSeconds(reference.sentAt)))
    }
  }
  return endings
}

function stateOf(alert: KnownAlert, endings: Endings, now: number): BulletinState {
  const name = nameOf(alert.sender, alert.identifier, alert.status)
  const isEndedBy = (kind: keyof Endings): boolean => (endings[kind].get(name) ?? Number.NEGATIVE_INFINITY) >= inSeconds(alert.sentAt)
  if (alert.msgType === 'Cancel' || isEndedBy('Cancel')) return 'cancelled'
  if (isEndedBy('Update')) return 'superseded'
  if ((alert.msgType !== 'Alert' && alert.msgType !== 'Update') || endOf(alert) <= now) return 'expired'
  return (alert.effectiveAt ?? alert.sentAt) > now ? 'not-yet-effective' : 'in-effect'
}

/** Without an end of its own it ends a day after it was sent, took effect or its event was to begin, whichever is last. */
export const endOf = ({ expiresAt, sentAt, effectiveAt, onsetAt }: KnownAlert): number =>
  expiresAt ?? Math.max(sentAt, effectiveAt ?? sentAt, onsetAt ?? sentAt) + HOURS_WITHOUT_EXPIRY * HOUR
