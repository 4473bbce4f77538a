import type { EntityManager } from 'typeorm'
import type { Parameter } from '#libs/station'
import type { Parsed, ParsedItem, ParsedReading, Reject } from './parsed'

/** One request of a round of polling. */
export interface FetchRequest {
  readonly url: string
  /** What the answer is to be parsed as; the polled source itself unless said otherwise. */
  readonly source?: string
}

/** What a source may ask of the installation to know what to fetch. */
export interface PollContext {
  readonly now: Date
  /** Codes of the villages of the region, in order. */
  readonly villageCodes: () => Promise<string[]>
  /** Start of the newest analysis held for a village's forecast. */
  readonly newestAnalysis: () => Promise<ReadonlyMap<string, Date>>
}

/** How a source is asked over HTTP. */
export interface PollPlan {
  /** Media types an answer may have; any other is no answer of the source. */
  readonly contentTypes: readonly string[]
  readonly requests: (context: PollContext) => FetchRequest[] | Promise<FetchRequest[]>
  /** What is to be fetched because of what an answer said, for instance the alerts a list points at. Links elsewhere are not followed. */
  readonly follow?: (items: readonly ParsedItem[]) => FetchRequest[]
  /** Most requests a minute to its host. */
  readonly requestsPerMinute: number
}

/** A parsed reading whose post is known, in the parameter and unit it is stored with. */
export interface ResolvedReading {
  readonly stationId: string
  readonly parameter: Parameter
  readonly reading: ParsedReading
  readonly value: number
  readonly intervalMinutes?: number
}

/**
 * Turns what a source calls its posts into stations. Runs inside the transaction that stores the readings; what cannot be resolved is
 * rejected by name.
 */
export type ResolveReadings = (
  tx: EntityManager,
  source: string,
  readings: readonly ParsedReading[],
) => Promise<{ resolved: ResolvedReading[]; rejects: Reject[] }>

/**
 * One source: how its payloads come in, and a pure parser. A source is a folder with `parse.ts` and `source.ts`, a line in
 * `sources.ts`, and a line under `feeds` in the region package.
 */
export interface FeedSource {
  readonly name: string
  /** Credited wherever its content is shown. */
  readonly attribution: string
  /** A larger payload is refused before it is read, bytes. */
  readonly largestBytes: number
  /** How long its raw payloads are kept. */
  readonly retentionDays: number
  /** Pure. @throws PayloadUnusable, and nothing else, whatever the bytes */
  readonly parse: (raw: Buffer) => Parsed
  /** How payloads come in: asked for, sent to a webhook, over MQTT, or laid down as files. */
  readonly intake: 'poll' | 'push' | 'mqtt' | 'drop'
  readonly poll?: PollPlan
  /** The source whose answers point at payloads of this one; it is asked for nothing by itself. */
  readonly partOf?: string
  /** Where the alias table is not enough. */
  readonly resolve?: ResolveReadings
}
