import { DomainError } from '#libs/platform'
import { bmkgCap } from './bmkg-cap/source'
import { bmkgForecast } from './bmkg-forecast/source'
import { bmkgGempa } from './bmkg-gempa/source'
import { bmkgHarian } from './bmkg-harian/source'
import { bmkgNowcastRss } from './bmkg-nowcast-rss/source'
import { cap } from './cap/source'
import { chirpstack } from './chirpstack/source'
import { csvPush } from './csv-push/source'
import { dsdaCsv } from './dsda-csv/source'
import { dsdaHistory } from './dsda-history/source'
import { dsdaXml } from './dsda-xml/source'
import { smsInbox } from './sms-inbox/source'
import { ttn } from './ttn/source'
import type { Parsed } from './parsed'
import type { FeedSource } from './source'

/** Every source by its name: a new one is a folder and a line here. */
export const SOURCES: ReadonlyMap<string, FeedSource> = new Map(
  [
    dsdaXml,
    dsdaCsv,
    dsdaHistory,
    bmkgGempa,
    bmkgNowcastRss,
    bmkgCap,
    bmkgForecast,
    bmkgHarian,
    cap,
    chirpstack,
    ttn,
    csvPush,
    smsInbox,
  ].map((source) => [source.name, source]),
)

export class SourceUnknown extends DomainError {
  readonly code = 'feed.source-unknown'
  override readonly status = 404
  constructor(source: string) {
    super(`there is no source named ${source}; known: ${[...SOURCES.keys()].join(', ')}`)
  }
}

/** @throws SourceUnknown naming those there are */
export function sourceNamed(name: string): FeedSource {
  const source = SOURCES.get(name)
  if (!source) throw new SourceUnknown(name)
  return source
}

/** @throws SourceUnknown naming those there are */
export const parserOf = (name: string): ((raw: Buffer) => Parsed) => sourceNamed(name).parse
