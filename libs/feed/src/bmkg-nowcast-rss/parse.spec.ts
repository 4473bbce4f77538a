import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type ParsedAlertLink, PayloadUnusable } from '../parsed'
import { isNowcastAddress } from './alert-address'
import { parseBmkgNowcastRss } from './parse'
import { bmkgNowcastRss } from './source'

const CAPTURE = path.resolve(__dirname, '../../../../../shared/data/bmkg/nowcast-rss-id.trimmed.xml')
const ALERTS = 'https://www.bmkg.go.id/alerts/nowcast/id/'
const anItem = (content: Record<string, string> = {}): string =>
  `<item>${Object.entries({
    title: 'Hujan Lebat disertai Petir di Gorontalo',
    link: `${ALERTS}CGT20260924002_alert.xml`,
    guid: '2.49.0.1.360.0.2026.09.24.07.75.002',
    pubDate: 'Thu, 24 Sep 2026 15:07:00 +0800',
    ...content,
  })
    .map(([name, text]) => `<${name}>${text}</${name}>`)
    .join('')}</item>`
const list = (...items: string[]): Buffer =>
  Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
    <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Peringatan Dini Cuaca BMKG</title>
    <pubDate>Thu, 24 Sep 2026 07:15:30 +0000</pubDate>${items.join('\n')}</channel></rss>`)
const link = (to: string): ParsedAlertLink => ({ kind: 'alert-link', identifier: null, link: to, title: '', publishedAt: null })

describe('the list of nowcast alerts', () => {
  it('gives each alert with its identifier, address and local time', () => {
    expect(parseBmkgNowcastRss(list(anItem()))).toEqual({
      items: [
        {
          kind: 'alert-link',
          identifier: '2.49.0.1.360.0.2026.09.24.07.75.002',
          link: `${ALERTS}CGT20260924002_alert.xml`,
          title: 'Hujan Lebat disertai Petir di Gorontalo',
          publishedAt: Date.parse('2026-09-24T07:07:00Z'),
        },
      ],
      rejects: [],
    })
  })

  it('rejects an item by its number and keeps the rest', () => {
    const { items, rejects } = parseBmkgNowcastRss(list(anItem({ link: '' }), anItem(), anItem({ link: 'http://169.254.169.254/latest' })))
    expect(items).toHaveLength(1)
    expect(rejects).toEqual([
      { item: 'item 1', field: 'link', reason: expect.any(String) },
      { item: 'item 3', field: 'link', reason: expect.stringContaining('no alert of BMKG') },
    ])
  })

  it('takes an item whose date cannot be read, without its date', () => {
    expect(parseBmkgNowcastRss(list(anItem({ pubDate: 'kemarin' }))).items).toMatchObject([{ publishedAt: null }])
  })

  it('may be empty on a quiet day', () => {
    expect(parseBmkgNowcastRss(list())).toEqual({ items: [], rejects: [] })
  })

  it.each([
    ['an alert', '<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"/>'],
    ['a web page', '<html><body>Maintenance</body></html>'],
    ['a piece of it', list(anItem()).toString().slice(0, 200)],
    ['nothing', ''],
  ])('is not %s', (_, content) => {
    expect(() => parseBmkgNowcastRss(Buffer.from(content))).toThrow(PayloadUnusable)
  })

  const withCapture = existsSync(CAPTURE) ? it : it.skip
  withCapture('reads the capture (left out where its folder, which is not part of the project, is absent)', () => {
    const { items, rejects } = parseBmkgNowcastRss(readFileSync(CAPTURE))
    expect(rejects).toEqual([])
    expect(items.map(({ identifier, publishedAt }) => [identifier, new Date(publishedAt ?? 0).toISOString()])).toEqual([
      ['2.49.0.1.360.0.2026.09.24.07.75.002', '2026-09-24T07:07:00.000Z'],
      ['2.49.0.1.360.0.2026.09.24.07.76.001', '2026-09-24T07:00:00.000Z'],
      ['2.49.0.1.360.0.2026.09.24.07.75.001', '2026-09-24T06:42:00.000Z'],
      ['2.49.0.1.360.0.2026.09.24.07.21.004', '2026-09-24T06:28:00.000Z'],
    ])
    expect(bmkgNowcastRss.poll?.follow?.(items)).toHaveLength(4)
  })
})

describe('what is followed', () => {
  it('is the alerts of the list, as CAP of BMKG', () => {
    const { items } = parseBmkgNowcastRss(list(anItem()))
    expect(bmkgNowcastRss.poll?.follow?.(items)).toEqual([{ url: `${ALERTS}CGT20260924002_alert.xml`, source: 'bmkg-cap' }])
  })

  it.each([
    'http://www.bmkg.go.id/alerts/nowcast/id/C.xml',
    'https://bmkg.go.id/alerts/nowcast/id/C.xml',
    'https://www.bmkg.go.id.evil.id/alerts/nowcast/id/C.xml',
    'https://www.bmkg.go.id:8443/alerts/nowcast/id/C.xml',
    'https://www.bmkg.go.id@10.0.0.1/alerts/nowcast/id/C.xml',
    'https://user:pw@www.bmkg.go.id/alerts/nowcast/id/C.xml',
    'https://www.bmkg.go.id/alerts/nowcast/../../admin',
    'https://www.bmkg.go.id/alerts/nowcast/%2e%2e/admin',
    'https://www.bmkg.go.id/alerts/nowcast/..%2f..%2fadmin',
    'https://www.bmkg.go.id/alerts/nowcast/..\\..\\admin',
    'https://www.bmkg.go.id/alerts/nowcastx/C.xml',
    'https://127.0.0.1/alerts/nowcast/id/C.xml',
    'file:///alerts/nowcast/id/C.xml',
    '//www.bmkg.go.id/alerts/nowcast/id/C.xml',
    'javascript:alert(1)',
    '',
  ])('is not %s', (address) => {
    expect(isNowcastAddress(address)).toBe(false)
    expect(bmkgNowcastRss.poll?.follow?.([link(address)])).toEqual([])
  })
})
