import type { EntityManager } from 'typeorm'
import type { ZoneRisk } from '#libs/risk'
import type { WarningReason, WarningTrigger } from '../warning.entity'
import type { TextValues } from '../warning-text'

/** What was observed and when: metres above a post's zero, or mm of rain in the last `hours`. */
export interface Observed {
  readonly at: Date
  /** Null where rain on a site is not known. */
  readonly value: number | null
  readonly hours?: number
}

/** A change of the confirmed severity that asks for a message. */
export interface Crossing {
  /** The first at or above the level (a rise) or below it (a fall). */
  readonly observed: Observed
  readonly confirmedAt: Date
  readonly confirmedWall: Date
}

/** The latest that supports what is in force; no instant where nothing does. */
export type Evidence = Omit<Observed, 'at'> & { readonly at: Date | null }

/** What a message is made of. */
export interface MessageFacts {
  readonly trigger: WarningTrigger
  readonly why: WarningReason
  readonly values: TextValues
}

/** The warnings that one trigger sets off, one after the other: what tells a post's from a rainy slope's. */
export interface Chain {
  readonly hazard: 'flood' | 'landslide'
  /** Station or site: the first part of a warning's replay key. */
  readonly key: string
  /** The columns by which its warnings are found. */
  readonly columns: { readonly stationId: string } | { readonly site: string }
  readonly risk: Pick<ZoneRisk, 'severity' | 'villages' | 'travelMinutes'>
  crossing(tx: EntityManager, rises: boolean): Promise<Crossing | undefined>
  evidence(tx: EntityManager): Promise<Evidence | undefined>
  /**
   * @param crossedAt the crossing the message goes back to
   * @param observed what it says was observed: the crossing's, or evidence that came later
   * @throws NotFound when the station is gone
   */
  message(tx: EntityManager, crossedAt: Date, observed: Observed): Promise<MessageFacts>
}
