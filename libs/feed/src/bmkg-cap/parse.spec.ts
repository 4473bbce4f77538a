import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { alertStates, lifeOf } from '../cap/alert-state'
import { type ParsedAlert, PayloadUnusable } from '../parsed'
import { parseBmkgCap } from './parse'
import { bmkgCap } from './source'

const CAPTURES = path.resolve(__dirname, '../../../../../shared/data/bmkg')
/** As BMKG writes it: sent before it takes effect, one info, one area called by its province. */
const anAlert = (language: string, event: string): string => `<?xml version="1.0" ?>
<?xml-stylesheet type="text/xsl" href="/cap/nowcast-cap-style.xsl"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
  <identifier>2.49.0.1.360.0.2026.09.24.07.75.002</identifier>
  <sender>cuaca.ekstrem@bmkg.go.id</sender>
  <sent>2026-09-24T15:07:00+08:00</sent>
  <status>Actual</status>
  <msgType>Alert</msgType>
  <scope>Public</scope>
  <info>
    <language>${language}</language>
    <category>Met</category>
    <event>${event}</event>
    <urgency>Immediate</urgency>
    <severity>Moderate</severity>
    <certainty>Observed</certainty>
    <eventCode><valueName>OET:v1.2</valueName><value>OET-194</value></eventCode>
    <effective>2026-09-24T15:27:00+08:00</effective>
    <expires>2026-09-24T17:27:00+08:00</expires>
    <area>
      <areaDesc>Gorontalo</areaDesc>
      <polygon>0.480,122.130 0.478,122.125 0.481,122.125 0.480,122.130</polygon>
      <polygon>0.405,122.122 0.406,122.117 0.409,122.119 0.405,122.122</polygon>
    </area>
  </info>
</alert>
`
const read = (xml: string | Buffer): ParsedAlert => {
  const { items, rejects } = parseBmkgCap(Buffer.from(xml))
  const [alert] = items
  if (!alert || items.length > 1) throw new Error(`not one alert: ${JSON.stringify(rejects)}`)
  return alert
}

const textless = (alert: ParsedAlert): unknown => ({ ...alert, infos: alert.infos.map((info) => ({ ...info, language: '', event: '' })) })

describe('an alert of the nowcast', () => {
  it('bears one identifier in both languages, and says the same place and time', () => {
    const [id, en] = [read(anAlert('id', 'Hujan Lebat dan Petir')), read(anAlert('en', 'Thunderstorm'))]
    expect(textless(id)).toEqual(textless(en))
    expect([id, en].map(({ infos }) => [infos[0]?.language, infos[0]?.event])).toEqual([
      ['id', 'Hujan Lebat dan Petir'],
      ['en', 'Thunderstorm'],
    ])
  })

  it('calls its area by the province and is placed by its polygons', () => {
    const [area] = read(anAlert('id', 'Hujan')).infos[0]?.areas ?? []
    expect(area?.description).toBe('Gorontalo')
    expect(area?.geocodes).toEqual([])
    expect(area?.polygons.map((ring) => ring[0])).toEqual([
      [122.13, 0.48],
      [122.122, 0.405],
    ])
  })

  it('is sent before it takes effect, and ends by its expiry', () => {
    const alert = read(anAlert('id', 'Hujan'))
    const known = { ...alert, ...lifeOf(alert) }
    const stateAt = (iso: string): string | undefined => alertStates([known], Date.parse(iso)).get(known)
    expect(stateAt('2026-09-24T15:10:00+08:00')).toBe('not-yet-effective')
    expect(stateAt('2026-09-24T15:27:00+08:00')).toBe('in-effect')
    expect(stateAt('2026-09-24T17:27:00+08:00')).toBe('expired')
  })

  it.each([
    ['a list', '<rss version="2.0"><channel/></rss>'],
    ['several alerts', '<alerts xmlns="urn:oasis:names:tc:emergency:cap:1.2"/>'],
    ['a web page', '<html><body>Halaman tidak ditemukan</body></html>'],
    ['JSON', '{"message":"Data not found","error":"Not Found","statusCode":404}'],
    ['a piece of it', anAlert('id', 'Hujan').slice(0, 800)],
    ['nothing', ''],
  ])('is not %s', (_, content) => {
    expect(() => parseBmkgCap(Buffer.from(content))).toThrow(PayloadUnusable)
  })

  it('is asked for by the list alone', () => {
    expect(bmkgCap.poll?.requests({ now: new Date(0), villageCodes: async () => [], newestAnalysis: async () => new Map() })).toEqual([])
  })
})

const describeCaptures = existsSync(CAPTURES) ? describe : describe.skip
describeCaptures('the captures of BMKG (left out where their folder, which is not part of the project, is absent)', () => {
  const [id, en] = ['id', 'en'].map((language) => path.join(CAPTURES, `cap-${language}-CGT20260924002_alert.xml`))
  it('are one warning in two languages, with four polygons, and valid', () => {
    const alerts = [id, en].map((file) => read(readFileSync(file ?? '')))
    expect(alerts.map(({ identifier }) => identifier)).toEqual(Array(2).fill('2.49.0.1.360.0.2026.09.24.07.75.002'))
    expect(alerts.map(({ violations }) => violations)).toEqual([[], []])
    expect(alerts.map(({ infos }) => infos.map(({ language }) => language))).toEqual([['id'], ['en']])
    const areas = alerts.map(({ infos }) => infos.flatMap((info) => info.areas))
    expect(areas.map((each) => each.flatMap((area) => area.polygons).length)).toEqual([4, 4])
    expect(areas[0]?.map((area) => area.polygons)).toEqual(areas[1]?.map((area) => area.polygons))
  })
})
