import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { tempFolder } from './temp-folder'

/** The region package shipped with the product. */
export const JAKARTA = path.resolve(__dirname, '../../regions/jakarta-ciliwung')

const square = (west: number, south: number) => ({
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
})

const village = (kode: string, nama: string, west: number) => ({
  type: 'Feature',
  properties: { kode, nama },
  geometry: square(west, -7.15),
})

/** A station as it stands in `stations.json`. */
export const aPackagedStation = (overrides: Record<string, unknown> = {}) => ({
  id: 'bojonegoro',
  name: 'AWLR Bojonegoro',
  commonName: 'Bojonegoro',
  river: 'Bengawan Solo',
  regime: 'river',
  location: [111.88, -7.15],
  displayUnit: 'm',
  datumNote: 'Di atas nol pos',
  source: 'ngopibareng.id 2022-03-12',
  quality: { hardMin: -1, hardMax: 18, risePerHour: 2, fallPerHour: 2, stuckHours: 6, zeroIsMissing: false, sentinels: [], staleHours: 6 },
  hysteresis: { margin: 0.1, holdHours: 2 },
  ladders: [bojonegoroLadder],
  ...overrides,
})

/** Here Siaga I is the mildest: the other way round than in Jakarta. */
export const bojonegoroLadder = {
  validFrom: '2022-01-01T00:00:00+07:00',
  basis: 'ngopibareng.id',
  source: 'BPBD Bojonegoro',
  steps: [
    { label: 'Siaga I', severity: 1, from: 12.06 },
    { label: 'Siaga II', severity: 2, from: 13.06 },
    { label: 'Siaga III', severity: 3, from: 14.04 },
  ],
}

const textOf = (kind: string, severity: number) => ({
  id: `flood-${kind}-${severity}`,
  version: 1,
  hazard: 'flood',
  kind,
  severity,
  language: 'id',
  body: 'BPBD: {colour} {word} {post} {level}',
})

export const aRegionManifest = (overrides: Record<string, unknown> = {}) => ({
  id: 'bojonegoro',
  name: 'Bojonegoro',
  regency: 'Kabupaten Bojonegoro',
  timeZone: 'Asia/Jakarta',
  areaSource: 'made up',
  sources: [{ what: 'everything', origin: 'made up', licence: 'none' }],
  feeds: [],
  ...overrides,
})

export const aPackagedZone = (overrides: Record<string, unknown> = {}) => ({
  id: 'bojonegoro-1',
  name: 'Bantaran',
  hazard: 'flood',
  station: 'bojonegoro',
  severity: 1,
  travelMinutes: 0,
  basis: 'assumed',
  source: 'made up',
  villages: [{ code: '35.22.15.1001', name: 'Ledok Kulon' }],
  ...overrides,
})

export const villageFeatures = [village('35.22.15.1001', 'Ledok Kulon', 111.87), village('35.22.15.1002', 'Jetak', 111.88)]

const valid = (): Record<string, unknown> => ({
  'region.json': aRegionManifest(),
  'areas/villages.geojson': { type: 'FeatureCollection', features: villageFeatures },
  'areas/parents.csv': 'code,name\n35,Jawa Timur\n35.22,Bojonegoro\n35.22.15,Bojonegoro\n',
  'areas/spellings.csv': 'spelling,code\nLedokkulun,35.22.15.1001\n',
  'stations.json': [aPackagedStation()],
  'aliases.csv': 'source,name,station_id\ncsv,TMA Bojonegoro ,bojonegoro\n',
  'zones.json': [aPackagedZone()],
  'texts.json': [
    ...[1, 2, 3].map((severity) => textOf('new', severity)),
    ...[1, 2, 3].map((severity) => textOf('raise', severity)),
    ...[1, 2].map((severity) => textOf('lower', severity)),
    textOf('all-clear', 0),
    textOf('expiry', 0),
  ],
})

/** A small region package that is right in every file, but for those given: text as it stands, anything else as JSON, undefined for no file. */
export function aRegionFolder(files: Record<string, unknown> = {}): string {
  const folder = tempFolder('region')
  mkdirSync(path.join(folder, 'areas'))
  for (const [name, content] of Object.entries({ ...valid(), ...files })) {
    if (content !== undefined) writeFileSync(path.join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))
  }
  return folder
}
