import type { DataSource } from 'typeorm'
import { sql } from '#libs/platform'
import { nowcastCap } from './pages'

const EUI = '24e124713d000001'
const KEEPER = '+628000000001'
/** EM400-UDL: battery, and 1,601 mm from the sensor down to the water. */
const UPLINK = Buffer.from('01755c04824106', 'hex').toString('base64')

const iso = (at: Date, minutesBefore: number): string => new Date(at.getTime() - minutesBefore * 60_000).toISOString()
const wib = (at: Date, minutesBefore: number): string =>
  new Date(at.getTime() - minutesBefore * 60_000 + 7 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')

/** What is laid down or sent to us, whole and well. */
export const PAYLOADS: Readonly<Record<string, (now: Date) => string>> = {
  'dsda-csv': (now) =>
    [
      'nama_pintu_air,lokasi,latitude,longitude,tanggal,tinggi_air,status_siaga',
      ...[40, 30, 20].map((m) => `PA. Manggarai,Ciliwung,-6.2,106.8,${wib(now, m)},${7_000 - m},Status : Normal`),
    ].join('\n'),
  'dsda-history': (now) =>
    `# post: Pos Uji\n${[40, 30, 20].map((m) => `${wib(now, m).replaceAll(':', '.')},${m}`).join(';')}|3500;2500;1500|<html></html>`,
  'bmkg-harian': () =>
    [
      'TANGGAL,TN,TX,TAVG,RH_AVG,RR,SS,FF_X,DDD_X,FF_AVG,DDD_CAR,,ID WMO,96753',
      '01-01-2026,"23,6","31,3","27,5",85,"16,4","3,9",4,10,1,C,,Nama Stasiun,Stasiun Uji',
      ...['02', '03'].map((day) => `${day}-01-2026,"23,6","32,8","27,2",86,"1,5","2,3",3,45,0,C,,,`),
    ].join('\n'),
  cap: (now) => nowcastCap(now),
  chirpstack: (now) =>
    [5, 4, 3]
      .map((m) =>
        JSON.stringify({ time: iso(now, m), deviceInfo: { devEui: EUI, deviceProfileName: 'EM400-UDL' }, fPort: 85, data: UPLINK }),
      )
      .join('\n'),
  ttn: (now) =>
    [15, 14, 13]
      .map((m) =>
        JSON.stringify({
          end_device_ids: { device_id: 'uji', dev_eui: EUI.toUpperCase() },
          received_at: iso(now, m),
          uplink_message: { f_port: 85, frm_payload: UPLINK, received_at: iso(now, m) },
        }),
      )
      .join('\n'),
  csv: (now) => ['station,parameter,time,value', ...[40, 30, 20].map((m) => `depok,water_level,${iso(now, m)},1.${50 + m}`)].join('\n'),
  'sms-inbox': (now) => [40, 30, 20].map((m) => `${KEEPER}\t${iso(now, m)}\tTMA DEPOK ${150 + m}`).join('\n'),
}

/** Names, a sensor and a gate-keeper that the payloads speak of. */
export async function knowThePayloads(db: DataSource): Promise<void> {
  await sql(
    db,
    `insert into station_alias (source, name, station_id) values ('dsda-history', 'Pos Uji', 'katulampa'), ('bmkg-harian', 'Stasiun Uji', 'gadog')`,
  )
  await sql(
    db,
    `insert into device (dev_eui, station_id, model, datum, valid_from, source) values ($1, 'karet', 'EM400-UDL', 5, '2020-01-01', 'uji')`,
    [EUI],
  )
  await sql(
    db,
    `insert into contact (name, role, phone, channels, synthetic, purpose, legal_basis, retain_until, station_id, source)
     values ('Penjaga uji', 'gate-keeper', $1, '{sandbox}', true, 'uji', 'uji', '2100-01-01', 'depok', 'uji')`,
    [KEEPER],
  )
}
