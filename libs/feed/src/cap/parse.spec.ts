import { type ParsedAlert, type ParsedAlertLink, PayloadUnusable, type Reject } from '../parsed'
import { parseCap } from './parse'

const CAP12 = 'urn:oasis:names:tc:emergency:cap:1.2'
const RING = '-6.9,107.5 -6.9,107.7 -7.1,107.7 -6.9,107.5'

/** Elements in the order given; undefined leaves one out. */
const elements = (content: Record<string, string | undefined>): string =>
  Object.entries(content)
    .filter(([, text]) => text !== undefined)
    .map(([name, text]) => `<${name}>${text}</${name}>`)
    .join('')
const anArea = (content: Record<string, string | undefined> = {}): string => elements({ areaDesc: 'Jawa Barat', polygon: RING, ...content })
const anInfo = (content: Record<string, string | undefined> = {}): string =>
  elements({
    language: 'id',
    category: 'Met',
    event: 'Hujan',
    urgency: 'Immediate',
    severity: 'Moderate',
    certainty: 'Observed',
    effective: '2026-09-24T15:27:00+08:00',
    expires: '2026-09-24T17:27:00+08:00',
    area: anArea(),
    ...content,
  })
const anAlert = (content: Record<string, string | undefined> = {}, namespace = CAP12): string =>
  `<alert xmlns="${namespace}">${elements({
    identifier: 'a.1',
    sender: 's@x.id',
    sent: '2026-09-24T15:07:00+08:00',
    status: 'Actual',
    msgType: 'Alert',
    scope: 'Public',
    references: undefined,
    info: anInfo(),
    ...content,
  })}</alert>`

const parse = (xml: string): { items: (ParsedAlert | ParsedAlertLink)[]; rejects: Reject[] } => parseCap(Buffer.from(xml))
const read = (xml: string): ParsedAlert => {
  const { items, rejects } = parse(xml)
  const [item] = items
  if (item?.kind !== 'alert') throw new Error(`no alert: ${JSON.stringify(rejects)}`)
  return item
}
const violationsOf = (xml: string): readonly string[] => read(xml).violations

describe('an alert', () => {
  it('is read whole', () => {
    expect(read(anAlert())).toEqual({
      kind: 'alert',
      capVersion: '1.2',
      identifier: 'a.1',
      sender: 's@x.id',
      sentAt: Date.parse('2026-09-24T07:07:00Z'),
      status: 'Actual',
      msgType: 'Alert',
      scope: 'Public',
      references: [],
      infos: [
        {
          language: 'id',
          categories: ['Met'],
          event: 'Hujan',
          responseTypes: [],
          urgency: 'Immediate',
          severity: 'Moderate',
          certainty: 'Observed',
          eventCodes: [],
          effectiveAt: Date.parse('2026-09-24T07:27:00Z'),
          onsetAt: null,
          expiresAt: Date.parse('2026-09-24T09:27:00Z'),
          senderName: null,
          headline: null,
          description: null,
          instruction: null,
          web: null,
          contact: null,
          parameters: [],
          areas: [
            {
              description: 'Jawa Barat',
              polygons: [
                [
                  [107.5, -6.9],
                  [107.7, -6.9],
                  [107.7, -7.1],
                  [107.5, -6.9],
                ],
              ],
              circles: [],
              geocodes: [],
            },
          ],
        },
      ],
      signed: false,
      violations: [],
    })
  })

  it('is known by its namespace, whatever the prefix', () => {
    const prefixed = anAlert()
      .replaceAll(/<(\/?)(?=\w)/g, '<$1x:')
      .replace('xmlns=', 'xmlns:x=')
    expect(read(prefixed)).toEqual(read(anAlert()))
  })

  it.each([
    ['identifier', { identifier: undefined }],
    ['identifier', { identifier: '  ' }],
    ['sender', { sender: '' }],
    ['sent', { sent: undefined }],
    ['sent', { sent: '2026-09-24T15:07:00' }],
    ['sent', { sent: '2026-02-30T15:07:00+07:00' }],
    ['status', { status: 'actual' }],
    ['status', { status: undefined }],
    ['msgType', { msgType: 'Warning' }],
    ['scope', { scope: undefined }],
    ['urgency', { info: anInfo({ urgency: '' }) }],
    ['severity', { info: anInfo({ severity: 'High' }) }],
    ['certainty', { info: anInfo({ certainty: 'Very Likely' }) }],
    ['severity', { info: anInfo() + '</info><info>' + anInfo({ severity: undefined }) }],
    ['sender', { sender: 's@x.id</sender><sender>t@x.id' }],
    ['expires', { info: anInfo({ expires: '2026-09-24T17:27:00+08:00</expires><expires>2026-09-25T17:27:00+08:00' }) }],
    ['polygon', { info: anInfo({ area: anArea({ polygon: '1,2 3,4' }) }) }],
  ])('without a usable %s is rejected', (field, content) => {
    const { items, rejects } = parse(anAlert(content))
    expect(items).toEqual([])
    expect(rejects).toEqual([{ item: field === 'identifier' ? 'alert' : 'alert a.1', field, reason: expect.any(String) }])
  })

  it.each([
    [
      'a wrong order',
      { info: anInfo({ language: undefined, category: 'Met</category><language>id</language><category>Geo' }) },
      'language stands after category',
    ],
    ['an unknown element', { info: anInfo({ colour: 'red' }) }, '"colour" does not belong there'],
    ['an element of another namespace', { note: '</note><x xmlns="urn:x"/><note>' }, '"x" does not belong there'],
    ['an element where text is', { note: '<b>n</b>' }, 'note holds elements'],
    ['no category', { info: anInfo({ category: undefined }) }, 'category is missing'],
    ['a category that is none', { info: anInfo({ category: 'Weather' }) }, '"Weather" is no word of CAP 1.2'],
    ['no event', { info: anInfo({ event: undefined }) }, 'event is missing'],
    ['a time with Z', { sent: '2026-09-24T07:07:00Z' }, 'sent "2026-09-24T07:07:00Z" has a fraction or "Z"'],
    ['a time with a fraction', { sent: '2026-09-24T07:07:00.5+00:00' }, 'has a fraction or "Z"'],
    ['an expiry that is no time', { info: anInfo({ expires: 'tomorrow' }) }, 'expires "tomorrow" is no time'],
    ['an expiry before it begins', { info: anInfo({ expires: '2026-09-24T15:00:00+08:00' }) }, 'expires before it takes effect'],
    ['a language that is none', { info: anInfo({ language: 'bahasa Indonesia' }) }, 'is no language tag'],
    ['an address that is a script', { info: anInfo({ area: undefined, web: 'javascript:alert(1)' }) }, 'is no web address'],
    ['a reference that is none', { msgType: 'Update', references: 'a.0' }, 'the reference "a.0" is no sender,identifier,sent'],
    ['a Cancel of nothing', { msgType: 'Cancel' }, '"Cancel" that refers to nothing'],
    ['a restricted scope without its restriction', { scope: 'Restricted' }, 'no restriction'],
    ['an identifier no reference can name', { identifier: 'a 1' }, 'holds what references cannot'],
  ])('is read in spite of %s, which is recorded', (_, content, violation) => {
    expect(violationsOf(anAlert(content)).join('; ')).toContain(violation)
  })

  it('takes -00:00 for UTC without a word', () => {
    const alert = read(anAlert({ sent: '2026-09-24T07:07:00-00:00' }))
    expect(alert).toMatchObject({ sentAt: Date.parse('2026-09-24T07:07:00Z'), violations: [] })
  })

  it('keeps its violations few', () => {
    const { violations } = read(anAlert().replace('<info>', `${'<x/>'.repeat(500)}<info>`))
    expect(violations).toHaveLength(51)
    expect(violations.at(-1)).toBe('and 450 more')
  })

  it('resolves entities once', () => {
    expect(read(anAlert({ info: anInfo({ event: 'Hujan &amp;lt; angin &#38;amp;' }) })).infos[0]?.event).toBe('Hujan &lt; angin &amp;')
  })

  it('refers to several others', () => {
    const references = 's@x.id,a.0,2026-09-24T14:07:00+08:00\n  s@x.id,a.00,2026-09-24T13:07:00Z'
    expect(read(anAlert({ msgType: 'Update', references })).references).toEqual([
      { sender: 's@x.id', identifier: 'a.0', sentAt: Date.parse('2026-09-24T06:07:00Z') },
      { sender: 's@x.id', identifier: 'a.00', sentAt: Date.parse('2026-09-24T13:07:00Z') },
    ])
  })

  it('is signed when a signature stands behind its infos, and before them against the schema', () => {
    const signature = '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo/></Signature>'
    expect(read(anAlert().replace('</alert>', `${signature}</alert>`))).toMatchObject({ signed: true, violations: [] })
    expect(read(anAlert().replace('<info>', `${signature}<info>`))).toMatchObject({
      signed: true,
      violations: ['alert: info stands after the signature'],
    })
  })
})

describe('an earlier version', () => {
  it('1.1 says so, lets a signature be against the schema and a time have its Z', () => {
    const alert = read(anAlert({ sent: '2026-09-24T07:07:00Z' }, 'urn:oasis:names:tc:emergency:cap:1.1'))
    expect(alert).toMatchObject({ capVersion: '1.1', violations: [] })
  })

  it('1.0 has another certainty, needs no scope, and writes names and values into one text', () => {
    const info = anInfo({ certainty: 'Very Likely', area: undefined }).replace(
      '</certainty>',
      '</certainty><eventCode>SAME=FFW=1</eventCode>',
    )
    const alert = read(anAlert({ scope: undefined, info }, 'http://www.incident.com/cap/1.0'))
    expect(alert).toMatchObject({ capVersion: '1.0', scope: 'Public', violations: [] })
    expect(alert.infos[0]).toMatchObject({ certainty: 'Very Likely', eventCodes: [{ name: 'SAME', value: 'FFW=1' }] })
    expect(parse(anAlert({ status: 'Draft' }, 'http://www.incident.com/cap/1.0')).rejects[0]?.field).toBe('status')
  })
})

const areasOf = (area: Record<string, string | undefined>): ParsedAlert => read(anAlert({ info: anInfo({ area: anArea(area) }) }))

describe('where an alert holds', () => {
  it.each([
    ['three pairs', '-6.9,107.5 -6.9,107.7 -6.9,107.5'],
    ['an open ring', '-6.9,107.5 -6.9,107.7 -7.1,107.7 -7.1,107.5'],
    ['a latitude beyond the pole', '-96.9,107.5 -6.9,107.7 -7.1,107.7 -96.9,107.5'],
    ['a longitude beyond the globe', '-6.9,187.5 -6.9,107.7 -7.1,107.7 -6.9,187.5'],
    ['a pair without its comma', '-6.9 107.5 -6.9,107.7 -7.1,107.7 -6.9 107.5'],
    ['a trailing comma', '-6.9,107.5, -6.9,107.7 -7.1,107.7 -6.9,107.5'],
    ['three numbers', '-6.9,107.5,1 -6.9,107.7 -7.1,107.7 -6.9,107.5,1'],
    ['a number that is none', 'NaN,107.5 -6.9,107.7 -7.1,107.7 NaN,107.5'],
    ['an exponent', '1e1,107.5 -6.9,107.7 -7.1,107.7 1e1,107.5'],
    ['no inside', '-6.9,107.5 -6.9,107.5 -6.9,107.5 -6.9,107.5'],
    ['nothing', ''],
  ])('leaves out a polygon of %s, records it, and keeps the others', (_, polygon) => {
    const alert = areasOf({ polygon: `${RING}</polygon><polygon>${polygon}` })
    expect(alert.infos[0]?.areas[0]?.polygons).toHaveLength(1)
    expect(alert.violations).toEqual([expect.stringContaining('info 1, area 1: polygon 2 is left out')])
  })

  it('rejects an alert none of whose shapes can be read, and takes one that has none', () => {
    expect(parse(anAlert({ info: anInfo({ area: anArea({ polygon: '1,2', circle: 'x' }) }) })).rejects[0]?.field).toBe('polygon')
    expect(areasOf({ polygon: undefined, geocode: elements({ valueName: 'n', value: 'v' }) }).infos[0]?.areas[0]).toMatchObject({
      polygons: [],
      geocodes: [{ name: 'n', value: 'v' }],
    })
  })

  it.each([
    ['-6.9,107.5 12.5', { latitude: -6.9, longitude: 107.5, radiusKm: 12.5 }],
    ['+6.9,-107.5 0', { latitude: 6.9, longitude: -107.5, radiusKm: 0 }],
    ['-6.9,107.5', undefined],
    ['-6.9,107.5 -1', undefined],
    ['-6.9,107.5 30000', undefined],
    ['-6.9, 107.5 1', undefined],
  ])('reads the circle %s', (circle, expected) => {
    const alert = areasOf({ circle })
    expect(alert.infos[0]?.areas[0]?.circles).toEqual(expected ? [expected] : [])
    expect(alert.violations).toHaveLength(expected ? 0 : 1)
  })

  it('reads 150 polygons of 3,000 points in a few ms', () => {
    const polygon = Array.from(
      { length: 20 },
      (_, i) => `${(-6 - (i % 19) / 100).toFixed(3)},${(107 + ((i * 7) % 19) / 100).toFixed(3)}`,
    ).join(' ')
    const raw = Buffer.from(
      anAlert({ info: anInfo({ area: anArea({ polygon: Array.from({ length: 150 }, () => polygon).join('</polygon><polygon>') }) }) }),
    )
    const took = Array.from({ length: 15 }, () => {
      const begun = performance.now()
      const { items } = parseCap(raw)
      expect(items).toMatchObject([{ violations: [] }])
      return performance.now() - begun
    })
    expect(Math.min(...took)).toBeLessThan(50)
  })
})

const entry = (content: string): string => `<feed xmlns="http://www.w3.org/2005/Atom"><entry>${content}</entry></feed>`
const envelope = (status: string, ...contents: string[]): string =>
  `<EDXLDistribution xmlns="urn:oasis:names:tc:emergency:EDXL:DE:1.0"><distributionStatus>${status}</distributionStatus>${contents
    .map((content) => `<contentObject><xmlContent><embeddedXMLContent>${content}</embeddedXMLContent></xmlContent></contentObject>`)
    .join('')}</EDXLDistribution>`

describe('a list or an envelope', () => {
  it('gives the alert of an entry and not its link', () => {
    const { items } = parse(entry(`<title>t</title><link href="https://x.id/a.xml"/><content type="text/xml">${anAlert()}</content>`))
    expect(items).toMatchObject([{ kind: 'alert', identifier: 'a.1' }])
  })

  it.each([
    ['<link href="https://x.id/a"/><link type="application/cap+xml" rel="related" href="https://x.id/a.cap"/>', 'https://x.id/a.cap'],
    ['<link rel="self" href="https://x.id/self"/><link rel="alternate" href="https://x.id/a"/>', 'https://x.id/a'],
    ['<content type="application/cap+xml" src="https://x.id/a.cap"/>', 'https://x.id/a.cap'],
  ])('follows %s', (content, link) => {
    expect(parse(entry(content)).items).toMatchObject([{ kind: 'alert-link', link }])
  })

  it.each([
    '<title>t</title>',
    '<link href=""/>',
    '<link href="/a.cap"/>',
    '<link href="file:///etc/passwd"/>',
    '<link href="javascript:alert(1)"/>',
    '<link href="http://user:pw@x.id/a"/>',
    '<link rel="self" href="https://x.id/self"/>',
  ])('rejects the entry %s for its link', (content) => {
    expect(parse(entry(content))).toEqual({ items: [], rejects: [{ item: 'entry 1', field: 'link', reason: expect.any(String) }] })
  })

  it('gives each alert of an envelope or a file, the good beside the bad', () => {
    const bad = anAlert({ identifier: 'a.2', scope: undefined })
    for (const xml of [envelope('Actual', anAlert(), bad), `<alerts>${anAlert()}${bad}</alerts>`]) {
      const { items, rejects } = parse(xml)
      expect(items).toMatchObject([{ identifier: 'a.1' }])
      expect(rejects).toMatchObject([{ item: 'alert a.2', field: 'scope' }])
    }
  })

  it('says which content object holds no alert, and which alert is of no version of CAP', () => {
    expect(parse(envelope('Actual', anAlert(), '<picture/>')).rejects).toMatchObject([{ item: 'contentObject 2', field: 'contentObject' }])
    expect(parse(`<alerts>${anAlert({}, 'urn:other')}</alerts>`).rejects).toMatchObject([{ item: 'alert 1', field: 'xmlns' }])
  })

  it('makes no real alert of what an envelope calls a test', () => {
    expect(parse(envelope('Test', anAlert())).rejects).toMatchObject([{ item: 'alert a.1', field: 'distributionStatus' }])
    expect(parse(envelope('Test', anAlert({ status: 'Test' }))).items).toHaveLength(1)
  })

  it.each([
    ['a web page', '<html xmlns="http://www.w3.org/1999/xhtml"><body>Maintenance</body></html>'],
    ['an alert of something else', '<alert xmlns="urn:other"/>'],
    ['an alert of nothing', '<alert/>'],
    ['a feed of something else', '<feed xmlns="urn:other"/>'],
    ['nothing', ''],
  ])('refuses %s as a whole', (_, xml) => {
    expect(() => parse(xml)).toThrow(PayloadUnusable)
  })
})
