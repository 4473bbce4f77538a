/** Small payloads as the real sources serve them, made by hand, with the address each is asked at. */
export interface FeedPage {
  readonly source: string
  readonly path: string
  readonly contentType: string
  /** What it says at an instant: observations and statements made then. */
  readonly at: (now: Date) => string
}

const wib = (at: Date): string => new Date(at.getTime() + 7 * 3_600_000).toISOString()
const CAP_PATH = '/alerts/nowcast/id/CJK20260924001_alert.xml'

export const xmldata = (at: Date, mm = 7_350): string => `<?xml version="1.0" encoding="utf-8"?>
<DocumentElement>
  <SP_GET_LAST_STATUS_PINTU_AIR>
    <ID_PINTU_AIR>105</ID_PINTU_AIR><NAMA_PINTU_AIR>P.A. Manggarai 2</NAMA_PINTU_AIR><LOKASI>Ciliwung</LOKASI>
    <SIAGA1>9500</SIAGA1><SIAGA2>8500</SIAGA2><SIAGA3>7500</SIAGA3><SIAGA4>0</SIAGA4>
    <TANGGAL>${wib(at).slice(0, 19)}+07:00</TANGGAL><TINGGI_AIR>${mm}</TINGGI_AIR><STATUS_SIAGA>Status : Normal</STATUS_SIAGA>
  </SP_GET_LAST_STATUS_PINTU_AIR>
</DocumentElement>`

export const gempa = (at: Date, magnitude = '5.2'): string =>
  JSON.stringify({
    Infogempa: {
      gempa: {
        Tanggal: 'x',
        Jam: 'x',
        DateTime: `${at.toISOString().slice(0, 19)}+00:00`,
        Coordinates: '-6.80,106.90',
        Lintang: '6.80 LS',
        Bujur: '106.90 BT',
        Magnitude: magnitude,
        Kedalaman: '10 km',
        Wilayah: 'Pusat gempa berada di darat 20 km tenggara Bogor',
        Potensi: 'Tidak berpotensi tsunami',
        Dirasakan: 'III Bogor, II-III Jakarta',
        Shakemap: 'x.mmi.jpg',
      },
    },
  })

export const gempaList = (key: 'Potensi' | 'Dirasakan', at: Date): string => {
  const one = JSON.parse(gempa(at)) as { Infogempa: { gempa: Record<string, string> } }
  const { Potensi, Dirasakan, Shakemap: _, ...rest } = one.Infogempa.gempa
  return JSON.stringify({ Infogempa: { gempa: [key === 'Potensi' ? { ...rest, Potensi } : { ...rest, Dirasakan }] } })
}

export const nowcastRss = (at: Date): string => `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>BMKG</title><link>https://www.bmkg.go.id/alerts</link><description>Peringatan dini</description>
  <item><title>Hujan Lebat dan Petir di DKI Jakarta</title><link>https://www.bmkg.go.id${CAP_PATH}</link>
  <guid isPermaLink="false">2.49.0.1.360.0.2026.09.24.07.31.001</guid><pubDate>${at.toUTCString()}</pubDate></item>
</channel></rss>`

export const nowcastCap = (at: Date): string => {
  const after = (minutes: number): string => `${wib(new Date(at.getTime() + minutes * 60_000)).slice(0, 19)}+07:00`
  return `<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>2.49.0.1.360.0.2026.09.24.07.31.001</identifier><sender>peringatan@bmkg.go.id</sender>
<sent>${after(0)}</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope>
<info><language>id</language><category>Met</category><event>Hujan Lebat dan Petir</event><urgency>Immediate</urgency><severity>Moderate</severity>
<certainty>Observed</certainty><effective>${after(0)}</effective><expires>${after(180)}</expires><senderName>BMKG</senderName>
<headline>Hujan Lebat dan Petir di DKI Jakarta</headline><description>Berpotensi hujan lebat di Tebet dan sekitarnya.</description>
<area><areaDesc>DKI Jakarta</areaDesc><polygon>-6.20,106.83 -6.20,106.87 -6.26,106.87 -6.26,106.83 -6.20,106.83</polygon></area></info></alert>`
}

export const prakiraan = (at: Date, code = '31.74.01.1007'): string => {
  const hour = new Date(Math.floor(at.getTime() / 3_600_000) * 3_600_000)
  const analysis = hour.toISOString().slice(0, 19)
  const step = (n: number) => ({
    datetime: new Date(hour.getTime() + n * 3 * 3_600_000).toISOString().replace('.000', ''),
    t: 28,
    tcc: 90,
    tp: n === 0 ? 4.5 : 0,
    weather: 61,
    weather_desc: 'Hujan Ringan',
    wd_deg: 90,
    ws: 3.2,
    hu: 88,
    vs: null,
    analysis_date: analysis,
  })
  const lokasi = { adm4: code, desa: 'Manggarai', lon: 106.85, lat: -6.21, timezone: 'Asia/Jakarta' }
  return JSON.stringify({ lokasi, data: [{ lokasi, cuaca: [[step(0), step(1)], [step(2)]] }] })
}

/** Every address that is asked in a round, in the order in which it is asked. */
export const PAGES: readonly FeedPage[] = [
  { source: 'dsda-xml', path: '/xmldata.xml', contentType: 'text/xml', at: (now) => xmldata(now) },
  { source: 'bmkg-gempa', path: '/DataMKG/TEWS/autogempa.json', contentType: 'application/json', at: (now) => gempa(now) },
  {
    source: 'bmkg-gempa',
    path: '/DataMKG/TEWS/gempaterkini.json',
    contentType: 'application/json',
    at: (now) => gempaList('Potensi', now),
  },
  {
    source: 'bmkg-gempa',
    path: '/DataMKG/TEWS/gempadirasakan.json',
    contentType: 'application/json',
    at: (now) => gempaList('Dirasakan', now),
  },
  { source: 'bmkg-nowcast-rss', path: '/alerts/nowcast/id/rss.xml', contentType: 'application/rss+xml', at: nowcastRss },
  { source: 'bmkg-nowcast-rss', path: '/alerts/nowcast/en/rss.xml', contentType: 'application/rss+xml', at: nowcastRss },
  { source: 'bmkg-cap', path: CAP_PATH, contentType: 'application/xml', at: nowcastCap },
  {
    source: 'bmkg-forecast',
    path: '/publik/prakiraan-cuaca?adm4=31.74.01.1007',
    contentType: 'application/json',
    at: (now) => prakiraan(now),
  },
]
