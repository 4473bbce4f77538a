import { XMLParser } from 'fast-xml-parser'
import { localInstant } from '../local-instant'
import { metresOfMillimetres, type Parsed, type ParsedReading, PayloadUnusable, type Reject } from '../parsed'

export const DSDA_XML = 'dsda-xml'
const RECORD = 'SP_GET_LAST_STATUS_PINTU_AIR'
const LARGEST_BYTES = 5 * 1024 * 1024
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/

const parser = new XMLParser({ parseTagValue: false, processEntities: false, ignoreAttributes: true, isArray: (name) => name === RECORD })

/**
 * Jakarta's live table of flood posts: TINGGI_AIR in mm above the post's own zero, TANGGAL with offset. SIAGA1..4 are not read here:
 * ladders come from the region package. STATUS_SIAGA is kept as the source's own words.
 * @throws PayloadUnusable when it is too large, not UTF-8, carries a document type or entities, or is another document
 */
export function parseDsdaXml(raw: Buffer): Parsed {
  const root = readXml(raw)
  const records = root[RECORD]
  if (!Array.isArray(records)) throw new PayloadUnusable(DSDA_XML, `no ${RECORD} in it`)
  const items: ParsedReading[] = []
  const rejects: Reject[] = []
  for (const [i, record] of (records as unknown[]).entries()) {
    const read = readRecord(record)
    if ('reason' in read) rejects.push({ item: `record ${i + 1}`, ...read })
    else items.push(read)
  }
  return { items, rejects }
}

function readXml(raw: Buffer): Record<string, unknown> {
  if (raw.length > LARGEST_BYTES) throw new PayloadUnusable(DSDA_XML, `${raw.length} bytes; ${LARGEST_BYTES} are taken`)
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(raw)
  } catch {
    throw new PayloadUnusable(DSDA_XML, 'it is not UTF-8')
  }
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw new PayloadUnusable(DSDA_XML, 'a document type or entity is not accepted')
  let document: unknown
  try {
    document = parser.parse(text, true)
  } catch (error) {
    throw new PayloadUnusable(DSDA_XML, `it is no XML: ${(error as Error).message}`)
  }
  const root = (document as { DocumentElement?: unknown }).DocumentElement
  if (typeof root !== 'object' || root === null) throw new PayloadUnusable(DSDA_XML, 'the root element is not DocumentElement')
  return root as Record<string, unknown>
}

function readRecord(record: unknown): ParsedReading | { field: string; reason: string } {
  const field = (name: string): string => {
    const value = (record as Record<string, unknown> | null)?.[name]
    return typeof value === 'string' ? value.trim() : ''
  }
  const name = field('NAMA_PINTU_AIR')
  if (name === '') return { field: 'NAMA_PINTU_AIR', reason: 'missing' }
  const time = field('TANGGAL')
  // JavaScript would take 30 February for 2 March.
  const isReal = INSTANT.test(time) && localInstant(`${time.slice(0, 10)} ${time.slice(11, 19)}`, 0) !== undefined
  const observedAt = isReal ? Date.parse(time) : Number.NaN
  if (Number.isNaN(observedAt))
    return { field: 'TANGGAL', reason: `${name}: expected an instant with offset, found "${time.slice(0, 40)}"` }
  const level = field('TINGGI_AIR')
  const value = metresOfMillimetres(level)
  if (value === undefined) return { field: 'TINGGI_AIR', reason: `${name}: expected millimetres, found "${level.slice(0, 40)}"` }
  const reportedStatus = field('STATUS_SIAGA')
  return { name, parameter: 'water_level', observedAt, value, ...(reportedStatus === '' ? {} : { reportedStatus }) }
}
