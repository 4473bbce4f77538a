import { aPackagedStation, aRegionFolder, aRegionManifest } from './region-folder'

/** Two villages on one slope, each a square of about 1.1 km, and one in the valley 20 km to the north. */
export const SLOPE = ['32.04.25.2001', '32.04.25.2002'] as const
export const VALLEY = '32.04.26.2001'

const village = (kode: string, nama: string, west: number, south: number) => ({
  type: 'Feature',
  properties: { kode, nama },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [west + 0.01, south],
        [west + 0.01, south + 0.01],
        [west, south + 0.01],
        [west, south],
      ],
    ],
  },
})

/** A rain gauge: a post without a ladder. */
const aGauge = (id: string, commonName: string, location: readonly [number, number]) =>
  aPackagedStation({ id, name: `ARR ${commonName}`, commonName, river: '-', location, ladders: [] })

/** On the slope, 4 km below it, and beyond every zone's reach. */
export const GAUGES = [
  aGauge('arr-cibodas', 'Cibodas', [107.605, -7.145]),
  aGauge('arr-ciwidey', 'Ciwidey', [107.605, -7.1]),
  aGauge('arr-jauh', 'Jauh', [107.605, -6.9]),
]

const WINDOWS = [
  [
    { hours: 1, mm: 30 },
    { hours: 24, mm: 70 },
  ],
  [
    { hours: 1, mm: 45 },
    { hours: 24, mm: 100 },
  ],
  [
    { hours: 3, mm: 100 },
    { hours: 24, mm: 150 },
  ],
] as const

const SLOPE_VILLAGES = [
  { code: SLOPE[0], name: 'Cibodas' },
  { code: SLOPE[1], name: 'Alamendah' },
]

/** A landslide zone as it stands in `zones.json`, of severity 1. Made-up thresholds. */
export const aRainZone = (overrides: Record<string, unknown> = {}) => ({
  id: 'cibodas-1',
  name: 'Lereng Cibodas: waspada',
  hazard: 'landslide',
  severity: 1,
  trigger: { rain: { site: 'Cibodas', windows: WINDOWS[0] } },
  basis: 'assumed',
  source: 'made up',
  villages: [{ code: '35.22.15.1001', name: 'Ledok Kulon' }],
  ...overrides,
})

const landslideText = (kind: string, severity: number, body: string) => ({
  id: `landslide-${kind}-${severity}`,
  version: 1,
  hazard: 'landslide',
  kind,
  severity,
  language: 'id',
  body,
})

/** What a regency's landslide messages may say: one SMS each, in a drill too. */
export const LANDSLIDE_TEXTS = [
  landslideText(
    'new',
    1,
    'BPBD: {colour} {word} longsor {place}. Hujan {rain} {time}. Periksa retakan tanah & lereng, siapkan tas siaga. Balas TERIMA',
  ),
  landslideText(
    'new',
    2,
    'BPBD: {colour} {word} longsor {place}. Hujan {rain} {time}. Jauhi lereng & tebing, ungsikan lansia & anak. Balas TERIMA',
  ),
  landslideText(
    'new',
    3,
    'BPBD: {colour} {word} longsor {place}! Hujan {rain} {time}. MENGUNGSI SEKARANG, jauhi lereng & lembah. Balas TERIMA',
  ),
  landslideText(
    'raise',
    1,
    'BPBD: naik {colour} {word} longsor {place}. Hujan {rain} {time}. Periksa retakan tanah & lereng. Balas TERIMA',
  ),
  landslideText(
    'raise',
    2,
    'BPBD: naik {colour} {word} longsor {place}. Hujan {rain} {time}. Jauhi lereng, ungsikan lansia & anak. Balas TERIMA',
  ),
  landslideText(
    'raise',
    3,
    'BPBD: naik {colour} {word} longsor {place}! Hujan {rain} {time}. MENGUNGSI SEKARANG, jauhi lereng. Balas TERIMA',
  ),
  landslideText(
    'lower',
    1,
    'BPBD: turun {colour} {word} longsor {place}. Hujan {rain} {time}. Belum aman: jauhi lereng & retakan. Balas TERIMA',
  ),
  landslideText(
    'lower',
    2,
    'BPBD: turun {colour} {word} longsor {place}. Hujan {rain} {time}. Belum aman: tetap di pengungsian. Balas TERIMA',
  ),
  landslideText(
    'all-clear',
    0,
    'BPBD: {colour} {word}. Peringatan longsor {place} dicabut {time}. Lapor RT bila ada retakan tanah atau mata air baru',
  ),
  landslideText(
    'expiry',
    0,
    'BPBD: peringatan longsor {place} berakhir TANPA data baru. Ini BUKAN tanda aman. Tetap waspada, ikuti RT/kades',
  ),
]

/** A hilly regency: a slope that rain sets off in three severities, gauges, no river. */
export function aHillyRegion(files: Record<string, unknown> = {}): string {
  return aRegionFolder({
    'region.json': aRegionManifest({ id: 'bandung', name: 'Bandung', regency: 'Kabupaten Bandung' }),
    'areas/villages.geojson': {
      type: 'FeatureCollection',
      features: [
        village(SLOPE[0], 'Cibodas', 107.6, -7.15),
        village(SLOPE[1], 'Alamendah', 107.61, -7.15),
        village(VALLEY, 'Lembah', 107.6, -6.97),
      ],
    },
    'areas/parents.csv': 'code,name\n32,Jawa Barat\n32.04,Bandung\n32.04.25,Pasirjambu\n32.04.26,Soreang\n',
    'areas/spellings.csv': 'spelling,code\n',
    'stations.json': GAUGES,
    'aliases.csv': 'source,name,station_id\n',
    'zones.json': WINDOWS.map((windows, index) =>
      aRainZone({
        id: `cibodas-${index + 1}`,
        name: `Lereng Cibodas ${index + 1}`,
        severity: index + 1,
        trigger: { rain: { site: 'Cibodas', windows } },
        villages: index === 0 ? SLOPE_VILLAGES.slice(0, 1) : SLOPE_VILLAGES,
      }),
    ),
    'texts.json': LANDSLIDE_TEXTS,
    ...files,
  })
}
