import type { DataSource } from 'typeorm'
import { sql } from '#libs/platform'

export interface SyntheticSource {
  readonly source: string
  readonly payloads: readonly { readonly raw: Buffer; readonly receivedAt: Date }[]
  /** Rows it needs: names, devices, people. */
  readonly prepare?: (db: DataSource) => Promise<void>
}

const POSTS = 40
const STEP = 10 * 60_000
const post = (n: number): string => `bench-${n % POSTS}`
const eui = (n: number): string => (0xbe_00_00_00_00_00 + (n % POSTS)).toString(16).padStart(16, '0')
const level = (n: number, round: number): number => 2_000 + Math.round(600 * Math.sin(round / 40 + n))
const wib = (at: number): string => new Date(at + 7 * 3_600_000).toISOString().slice(0, 19)

/** What each source would send in some hours: rounds over 40 posts, villages, alerts. */
export function syntheticPayloads(start: number): SyntheticSource[] {
  const rounds = (count: number, build: (round: number, at: number) => string, from = start) =>
    Array.from({ length: count }, (_, round) => {
      const at = from + round * STEP
      return { raw: Buffer.from(build(round, at)), receivedAt: new Date(at + 60_000) }
    })
  const overPosts = <T>(build: (n: number) => T): T[] => Array.from({ length: POSTS }, (_, n) => build(n))
  return [
    { source: 'dsda-xml', payloads: rounds(100, dsdaXml), prepare: (db) => name(db, 'dsda-xml') },
    {
      source: 'csv',
      payloads: rounds(100, (round, at) =>
        ['station,parameter,time,value', ...overPosts((n) => `${post(n)},water_level,${wib(at)}+07:00,${level(n, round) / 1_000}`)].join(
          '\n',
        ),
      ),
      prepare: (db) => name(db, 'csv'),
    },
    {
      source: 'chirpstack',
      payloads: rounds(100, (round, at) => overPosts((n) => JSON.stringify(chirpstackUp(n, round, at))).join('\n')),
      prepare: createDevices,
    },
    {
      source: 'ttn',
      // the same devices, a week later
      payloads: rounds(100, (round, at) => overPosts((n) => JSON.stringify(ttnUp(n, round, at))).join('\n'), start + 1_000 * STEP),
    },
    {
      source: 'sms-inbox',
      payloads: rounds(100, (round, at) =>
        overPosts((n) => `${phone(n)}\t${new Date(at).toISOString()}\tTMA ${postWord(n)} ${Math.round(level(n, round) / 10)}`).join('\n'),
      ),
      prepare: createKeepers,
    },
    { source: 'dsda-history', payloads: rounds(POSTS, history), prepare: (db) => name(db, 'dsda-history') },
    { source: 'bmkg-harian', payloads: rounds(POSTS, harian), prepare: (db) => name(db, 'bmkg-harian') },
    { source: 'cap', payloads: rounds(100, cap) },
    { source: 'bmkg-gempa', payloads: rounds(100, gempa) },
    { source: 'bmkg-cap', payloads: rounds(100, cap) },
    { source: 'bmkg-forecast', payloads: rounds(100, forecast), prepare: createVillages },
  ]
}

/** Aliases of the bench's posts in a source. */
const name = (db: DataSource, source: string): Promise<void> =>
  sql(db, `insert into station_alias (source, name, station_id) select $1, id, id from station where id like 'bench-%'`, [source]).then(
    () => undefined,
  )

const dsdaXml = (round: number, at: number): string =>
  `<?xml version="1.0" encoding="utf-8"?><DocumentElement>${Array.from(
    { length: POSTS },
    (_, n) =>
      `<SP_GET_LAST_STATUS_PINTU_AIR><NAMA_PINTU_AIR>${post(n)}</NAMA_PINTU_AIR><TANGGAL>${wib(at)}+07:00</TANGGAL><TINGGI_AIR>${level(n, round)}</TINGGI_AIR><STATUS_SIAGA>Status : Normal</STATUS_SIAGA></SP_GET_LAST_STATUS_PINTU_AIR>`,
  ).join('')}</DocumentElement>`

/** A day of one post, a point every ten minutes. */
const history = (n: number, at: number): string =>
  `# post: ${post(n)}\n${Array.from({ length: 144 }, (_, i) => {
    const observed = wib(at - (144 - i) * STEP)
      .replace('T', ' ')
      .replaceAll(':', '.')
    return `${observed},${Math.round(level(n, i) / 10)}`
  }).join(';')}|3500;2500;1500|`

/** A month of one station. */
const harian = (n: number): string =>
  [
    'TANGGAL,TN,TX,TAVG,RH_AVG,RR,SS,FF_X,DDD_X,FF_AVG,DDD_CAR,,ID WMO,96753',
    ...Array.from({ length: 28 }, (_, day) => {
      const meta = day === 0 ? `Nama Stasiun,${post(n)}` : ','
      return `${String(day + 1).padStart(2, '0')}-12-2022,"23,6","31,3","27,5",85,"${day},4","3,9",4,10,1,C,,${meta}`
    }),
  ].join('\n')

/** EM400-UDL: battery, and the distance in mm from three metres above the zero. */
function milesight(n: number, round: number): string {
  const bytes = Buffer.from('01755a04820000', 'hex')
  bytes.writeUInt16LE(3_000 - Math.min(level(n, round), 2_900), 5)
  return bytes.toString('base64')
}

const chirpstackUp = (n: number, round: number, at: number) => ({
  deduplicationId: `${n}-${round}`,
  time: new Date(at).toISOString(),
  deviceInfo: { devEui: eui(n), deviceName: post(n), deviceProfileName: 'EM400-UDL' },
  fPort: 85,
  fCnt: round + 1,
  data: milesight(n, round),
})

const ttnUp = (n: number, round: number, at: number) => ({
  end_device_ids: { device_id: post(n), dev_eui: eui(n).toUpperCase() },
  received_at: new Date(at).toISOString(),
  uplink_message: { f_port: 85, f_cnt: round + 1, frm_payload: milesight(n, round), received_at: new Date(at).toISOString() },
})

async function createDevices(db: DataSource): Promise<void> {
  await sql(
    db,
    `insert into device (dev_eui, station_id, model, datum, valid_from, source)
     select eui, station, 'EM400-UDL', 3, '2020-01-01', 'bench' from unnest($1::text[], $2::text[]) d(eui, station)`,
    [Array.from({ length: POSTS }, (_, n) => eui(n)), Array.from({ length: POSTS }, (_, n) => post(n))],
  )
}

const phone = (n: number): string => `+62800000${String(1_000 + n)}`
/** Letters only: a gate-keeper's post has a name, not a number. */
const postWord = (n: number): string => `POS${String.fromCharCode(65 + Math.floor(n / 26), 65 + (n % 26))}`

async function createKeepers(db: DataSource): Promise<void> {
  await sql(
    db,
    `insert into contact (name, role, phone, channels, synthetic, purpose, legal_basis, retain_until, station_id, source)
     select 'Bench', 'gate-keeper', phone, '{sandbox}', true, 'bench', 'bench', now() + interval '1 day', station, 'bench'
       from unnest($1::text[], $2::text[]) k(phone, station)`,
    [Array.from({ length: POSTS }, (_, n) => phone(n)), Array.from({ length: POSTS }, (_, n) => post(n))],
  )
  await sql(
    db,
    `insert into station_alias (source, name, station_id) select 'sms-inbox', word, station from unnest($1::text[], $2::text[]) a(word, station)`,
    [Array.from({ length: POSTS }, (_, n) => postWord(n)), Array.from({ length: POSTS }, (_, n) => post(n))],
  )
}

const gempa = (round: number, at: number): string =>
  JSON.stringify({
    Infogempa: {
      gempa: Array.from({ length: 15 }, (_, n) => ({
        DateTime: `${new Date(at + n * 20_000).toISOString().slice(0, 19)}+00:00`,
        Coordinates: `${(-8 + n * 0.3).toFixed(2)},${(105 + (round % 20)).toFixed(2)}`,
        Magnitude: '5.1',
        Kedalaman: '10 km',
        Wilayah: 'Bench',
        Potensi: 'Tidak berpotensi tsunami',
      })),
    },
  })

function cap(round: number, at: number): string {
  const ring = (n: number): string => {
    const [latitude, longitude] = [-7 + n * 0.02, 107 + (round % 10) * 0.02]
    const far = 0.01
    const points = [-far, far].flatMap((a) => [`${latitude + a},${longitude - a}`, `${latitude + a},${longitude + a}`])
    return `<polygon>${[...points, points[0]].join(' ')}</polygon>`
  }
  return `<?xml version="1.0" encoding="UTF-8"?><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>bench.${round}</identifier><sender>bench</sender><sent>${wib(at)}+07:00</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope><info><language>id</language><category>Met</category><event>Hujan Lebat</event><urgency>Immediate</urgency><severity>Moderate</severity><certainty>Observed</certainty><expires>${wib(at + 3 * 3_600_000)}+07:00</expires><area><areaDesc>Bench</areaDesc>${Array.from({ length: 10 }, (_, n) => ring(n)).join('')}</area></info></alert>`
}

const village = (n: number): string => `99.99.10.${1_000 + n}`

const forecast = (round: number, at: number): string => {
  const lokasi = { adm4: village(round), timezone: 'Asia/Jakarta' }
  const step = (n: number) => ({
    datetime: new Date(at - (at % 3_600_000) + n * 3 * 3_600_000).toISOString().replace('.000', ''),
    t: 27,
    tcc: 80,
    tp: 0.4,
    weather: 61,
    weather_desc: 'Hujan Ringan',
    wd_deg: 90,
    ws: 3,
    hu: 80,
    vs: 9_000,
    analysis_date: new Date(start(at)).toISOString().slice(0, 19),
  })
  return JSON.stringify({ lokasi, data: [{ lokasi, cuaca: [Array.from({ length: 20 }, (_, n) => step(n))] }] })
}

const start = (at: number): number => at - (at % (12 * 3_600_000))

async function createVillages(db: DataSource): Promise<void> {
  await sql(
    db,
    `insert into area (code, name, level, source) select '99.99.10.' || (1000 + n), 'Bench ' || n, 'village', 'bench' from generate_series(0, 99) n on conflict do nothing`,
  )
}
