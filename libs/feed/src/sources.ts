import { DomainError } from '#libs/platform'
import { DSDA_CSV, parseDsdaCsv } from './dsda-csv/parse'
import { DSDA_XML, parseDsdaXml } from './dsda-xml/parse'
import type { Parsed } from './parsed'

/** Every source by its name: a new one is a folder and a line here. */
export const SOURCES: Readonly<Record<string, (raw: Buffer) => Parsed>> = {
  [DSDA_CSV]: parseDsdaCsv,
  [DSDA_XML]: parseDsdaXml,
}

export class SourceUnknown extends DomainError {
  readonly code = 'feed.source-unknown'
  override readonly status = 404
  constructor(source: string) {
    super(`there is no source named ${source}; known: ${Object.keys(SOURCES).join(', ')}`)
  }
}

/** @throws SourceUnknown naming those there are */
export function parserOf(source: string): (raw: Buffer) => Parsed {
  const parse = Object.hasOwn(SOURCES, source) ? SOURCES[source] : undefined
  if (!parse) throw new SourceUnknown(source)
  return parse
}
