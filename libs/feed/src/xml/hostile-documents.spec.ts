import { performance } from 'node:perf_hooks'
import fc from 'fast-check'
import { parseBmkgCap } from '../bmkg-cap/parse'
import { parseBmkgNowcastRss } from '../bmkg-nowcast-rss/parse'
import { parseCap } from '../cap/parse'
import { parseDsdaXml } from '../dsda-xml/parse'
import { PayloadUnusable } from '../parsed'

const CAP_DOCUMENT = `<?xml version="1.0" encoding="UTF-8"?><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>a.1</identifier>
<sender>s@x.id</sender><sent>2026-09-24T15:07:00+08:00</sent><status>Actual</status><msgType>Update</msgType><scope>Public</scope>
<references>s@x.id,a.0,2026-09-24T14:07:00+08:00</references><info><language>id</language><category>Met</category><event>Hujan</event>
<urgency>Immediate</urgency><severity>Moderate</severity><certainty>Observed</certainty><expires>2026-09-24T17:27:00+08:00</expires>
<area><areaDesc>Gorontalo</areaDesc><polygon>0.480,122.130 0.478,122.125 0.481,122.125 0.480,122.130</polygon><circle>0.4,122.1 3</circle>
<geocode><valueName>n</valueName><value>v</value></geocode></area></info></alert>`
const RSS_DOCUMENT = `<?xml version="1.0"?><rss version="2.0"><channel><item><title>Hujan &amp; petir</title><guid isPermaLink="false">a.1</guid>
<link>https://www.bmkg.go.id/alerts/nowcast/id/CGT20260924002_alert.xml</link><pubDate>Thu, 24 Sep 2026 15:07:00 +0800</pubDate></item></channel></rss>`
const DSDA_DOCUMENT = `<?xml version="1.0"?><DocumentElement><SP_GET_LAST_STATUS_PINTU_AIR><NAMA_PINTU_AIR>P.S. Depok</NAMA_PINTU_AIR>
<TANGGAL>2026-04-30T23:50:00+07:00</TANGGAL><TINGGI_AIR>1380</TINGGI_AIR></SP_GET_LAST_STATUS_PINTU_AIR></DocumentElement>`

const PARSERS = [
  { name: 'cap', parse: parseCap, valid: CAP_DOCUMENT },
  { name: 'bmkg-cap', parse: parseBmkgCap, valid: CAP_DOCUMENT },
  { name: 'bmkg-nowcast-rss', parse: parseBmkgNowcastRss, valid: RSS_DOCUMENT },
  { name: 'dsda-xml', parse: parseDsdaXml, valid: DSDA_DOCUMENT },
]

/** What an action throws, unless it is that the payload is unusable. */
const undeclared = (action: () => unknown): unknown => {
  try {
    action()
    return undefined
  } catch (error) {
    return error instanceof PayloadUnusable ? undefined : error
  }
}

/** A document with some of its bytes cut out, doubled or replaced. */
const mutated = (valid: string): fc.Arbitrary<Buffer> =>
  fc
    .array(
      fc.tuple(
        fc.nat({ max: valid.length }),
        fc.nat({ max: 20 }),
        fc.oneof(fc.string({ maxLength: 4 }), fc.constantFrom('<', '>', '&', '"', '-', '9', '</info>')),
      ),
      {
        minLength: 1,
        maxLength: 4,
      },
    )
    .map((cuts) => Buffer.from(cuts.reduce((text, [at, length, scrap]) => text.slice(0, at) + scrap + text.slice(at + length), valid)))

describe.each(PARSERS)('$name', ({ parse, valid }) => {
  const [opening = '', root = ''] = /^<\?xml[^>]*>(<[^>]*>)/.exec(valid) ?? []
  const inside = (content: string): Buffer => Buffer.from(opening + content)

  it('takes the document that the hostile ones are made of', () => {
    expect(parse(Buffer.from(valid))).toMatchObject({ items: [{}], rejects: [] })
    expect(root).not.toBe('')
  })

  it('throws nothing but PayloadUnusable at random bytes and mutations', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => expect(undeclared(() => parse(Buffer.from(bytes)))).toBeUndefined()),
    )
    fc.assert(
      fc.property(mutated(valid), (raw) => expect(undeclared(() => parse(raw))).toBeUndefined()),
      { numRuns: 200 },
    )
  })

  it.each([
    ['deep nesting', '<a>'.repeat(100_000)],
    ['100,000 attributes', `<a ${Array.from({ length: 100_000 }, (_, i) => `b${i}="1"`).join(' ')}/>`],
    ['unclosed tags', '<a '.repeat(100_000)],
    ['more elements than it takes', '<a/>'.repeat(200_000)],
    ['references without end', '&amp;'.repeat(300_000)],
  ])('neither hangs nor breaks at %s', (_, content) => {
    const begun = performance.now()
    expect(() => parse(inside(content))).toThrow(PayloadUnusable)
    expect(performance.now() - begun).toBeLessThan(5_000)
  })

  it('refuses an entity bomb and a document type', () => {
    const bomb = '<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;&x;"><!ENTITY z "&y;&y;&y;&y;">]>'
    expect(() => parse(Buffer.from(valid.replace('?>', `?>${bomb}`)))).toThrow('a document type or entity is not accepted')
  })

  it('refuses 100 MB at once', () => {
    const large = Buffer.alloc(100 * 1024 * 1024, 0xff)
    const begun = performance.now()
    expect(() => parse(large)).toThrow('104857600 bytes; ')
    expect(performance.now() - begun).toBeLessThan(1_000)
  })

  it('is not polluted by names of the language', () => {
    const hostile = valid.replace(
      '</',
      '<__proto__><polluted>1</polluted></__proto__><constructor><prototype polluted="1"/></constructor></',
    )
    expect(undeclared(() => parse(Buffer.from(hostile)))).toBeUndefined()
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })
})
