import { metresOfMillimetres, type Parsed, type ParsedReading, PayloadUnusable, type Reject } from '../parsed'
import { childrenNamed, type XmlElement } from '../xml/element'
import { readDateTime } from '../xml/read-date-time'
import { readXml, type XmlLimits } from '../xml/read-xml'

export const DSDA_XML = 'dsda-xml'
export const DSDA_XML_LIMITS: XmlLimits = { bytes: 5 * 1024 * 1024, depth: 8, elements: 100_000, attributes: 32 }
const TABLE = 'DocumentElement'
const RECORD = 'SP_GET_LAST_STATUS_PINTU_AIR'

/**
 * Jakarta's live table of flood posts: TINGGI_AIR in mm above the post's own zero, TANGGAL with offset. SIAGA1..4 are not read here:
 * ladders come from the region package. STATUS_SIAGA is kept as the source's own words.
 * @throws PayloadUnusable when it is no XML that is accepted, or another document
 */
export function parseDsdaXml(raw: Buffer): Parsed<ParsedReading> {
  const root = readXml(DSDA_XML, raw, DSDA_XML_LIMITS)
  if (root.name !== TABLE) throw new PayloadUnusable(DSDA_XML, `the root element is ${root.name.slice(0, 60)}, not ${TABLE}`)
  const records = childrenNamed(root, RECORD)
  if (records.length === 0) throw new PayloadUnusable(DSDA_XML, `no ${RECORD} in it`)
  const items: ParsedReading[] = []
  const rejects: Reject[] = []
  for (const [i, record] of records.entries()) {
    const read = readRecord(record)
    if ('reason' in read) rejects.push({ item: `record ${i + 1}`, ...read })
    else items.push(read)
  }
  return { items, rejects }
}

function readRecord(record: XmlElement): ParsedReading | { field: string; reason: string } {
  // A field said twice counts as not said: which of the two is the level?
  const field = (tag: string): string => {
    const [first, ...others] = childrenNamed(record, tag)
    return others.length === 0 ? (first?.text.trim() ?? '') : ''
  }
  const name = field('NAMA_PINTU_AIR')
  if (name === '') return { field: 'NAMA_PINTU_AIR', reason: 'missing' }
  const time = field('TANGGAL')
  const observedAt = readDateTime(time)?.at
  if (observedAt === undefined)
    return { field: 'TANGGAL', reason: `${name}: expected an instant with offset, found "${time.slice(0, 40)}"` }
  const level = field('TINGGI_AIR')
  const value = metresOfMillimetres(level)
  if (value === undefined) return { field: 'TINGGI_AIR', reason: `${name}: expected millimetres, found "${level.slice(0, 40)}"` }
  const reportedStatus = field('STATUS_SIAGA')
  return { kind: 'reading', name, parameter: 'water_level', observedAt, value, ...(reportedStatus === '' ? {} : { reportedStatus }) }
}
