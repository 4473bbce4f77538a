import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { importRegion } from '#libs/area'
import { Events, sql } from '#libs/platform'
import { stationPart } from '#libs/station'
import { feedRoom, TestClock } from '../../../../test/factories/feed-room'
import { JAKARTA } from '../../../../test/factories/region-folder'
import { describeWithDatabase, freshDatabase, type TestDatabase } from '../../../../test/services'
import type { IngestPayload } from './ingest-payload'
import { PayloadUnusable } from '../parsed'
import { SourceUnknown } from '../sources'

const RECORDING = gunzipSync(readFileSync(path.join(JAKARTA, 'replays/jakarta-2020/tma_2020.csv.gz')))
const HEADER = 'nama_pintu_air,lokasi,latitude,longitude,tanggal,tinggi_air,status_siaga'
const row = (time: string, mm: number | string, name = 'PA. Manggarai'): string =>
  `"${name}",Ciliwung,-6.2,106.8,"2020-01-01 ${time}:00",${mm},"Status : Normal"`
const csv = (...rows: string[]): Buffer => Buffer.from([HEADER, ...rows].join('\n'))
const wib = (time: string): Date => new Date(`2020-01-01T${time}:00+07:00`)

describeWithDatabase('taking a payload', () => {
  let fresh: TestDatabase
  let events: Events
  let ingest: IngestPayload
  let told: { payloadId: string; stationIds: string[] }[]

  beforeEach(async () => {
    fresh = await freshDatabase()
    await importRegion(fresh.db, JAKARTA, [stationPart])
    events = new Events()
    told = []
    events.on('readings.stored', async ({ payloadId, stationIds }) => void told.push({ payloadId, stationIds }))
    ingest = feedRoom(fresh.db, new TestClock(wib('02:10')), events).ingest
  }, 60_000)
  afterEach(() => fresh?.drop())

  const count = async (query: string): Promise<number> =>
    Number((await sql<{ n: string }>(fresh.db, `select count(*) as n from ${query}`))[0]?.n)

  it('takes the whole recording of 2020: 6,875 of its rows repeat an earlier post and time, and none is stored twice', async () => {
    const end = new Date('2020-01-16T00:00:00+07:00')
    const first = await ingest.run('dsda-csv', RECORDING, end)
    expect(first).toMatchObject({ received: 15_430, stored: 8_555, duplicates: 6_875, rejected: 0 })
    expect(first.stationIds).toHaveLength(21)
    expect(await count('reading')).toBe(8_555)
    expect(await count(`reading where quality = 'suspect'`)).toBe(first.suspect)
    const again = await ingest.run('dsda-csv', RECORDING, new Date(end.getTime() + 60_000))
    expect(again).toMatchObject({ received: 15_430, stored: 0, duplicates: 15_430, suspect: 0, rejected: 0 })
    expect(await count('reading')).toBe(8_555)
    expect(await count('raw_payload')).toBe(1)
    expect(await count('payload_receipt')).toBe(2)
  }, 60_000)

  it('keeps the raw payload as it came', async () => {
    const payload = csv(row('02:10', 7350))
    const { payloadId } = await ingest.run('dsda-csv', payload, wib('02:10'))
    const [stored] = await sql<{ content: Buffer; byte_length: number; same: boolean }>(
      fresh.db,
      `select content, byte_length, sha256 = sha256($2::bytea) as same from raw_payload where id = $1`,
      [payloadId, payload],
    )
    expect(gunzipSync(stored?.content as Buffer)).toEqual(payload)
    expect(stored).toMatchObject({ byte_length: payload.length, same: true })
  })

  it('rejects an unknown name, a future time and a missing level by name, and stores the rest', async () => {
    const result = await ingest.run(
      'dsda-csv',
      csv(row('02:10', 7350), row('02:10', 1, 'PS. Entah'), row('03:10', 7400), row('02:00', '')),
      wib('02:10'),
    )
    expect(result).toMatchObject({ received: 4, stored: 1, duplicates: 0, rejected: 3, stationIds: ['manggarai'] })
    const rejects = await sql(fresh.db, `select item, field from feed_reject where payload_id = $1 order by id`, [result.payloadId])
    expect(rejects).toEqual([
      { item: 'row 5', field: 'tinggi_air' },
      { item: 'PS. Entah', field: 'name' },
      { item: 'PA. Manggarai', field: 'time' },
    ])
  })

  it('remembers between payloads: a fall no river makes is suspect, with its evidence, and the next reading is believed', async () => {
    await ingest.run('dsda-csv', csv(row('00:30', 1630, 'PS. Depok')), wib('00:30'))
    await ingest.run('dsda-csv', csv(row('01:00', 750, 'PS. Depok')), wib('01:00'))
    await ingest.run('dsda-csv', csv(row('01:30', 1570, 'PS. Depok')), wib('01:30'))
    const rows = await sql(
      fresh.db,
      `select value, quality, quality_rule as rule, quality_evidence as evidence from reading where station_id = 'depok' order by observed_at`,
    )
    expect(rows).toEqual([
      { value: 1.63, quality: 'good', rule: null, evidence: null },
      { value: 0.75, quality: 'suspect', rule: 'rate-of-fall', evidence: { measured: expect.closeTo(1.76, 6), limit: expect.any(Number) } },
      { value: 1.57, quality: 'good', rule: null, evidence: null },
    ])
  })

  it('stores a reading that comes late without letting it disturb the ones after it', async () => {
    await ingest.run('dsda-csv', csv(row('02:00', 7000)), wib('02:00'))
    expect(await ingest.run('dsda-csv', csv(row('01:00', 6900)), wib('02:10'))).toMatchObject({ stored: 1, suspect: 0 })
    expect(await ingest.run('dsda-csv', csv(row('02:30', 7100)), wib('02:30'))).toMatchObject({ stored: 1, suspect: 0 })
  })

  it('stores once what comes twice at the same time', async () => {
    const payload = csv(row('02:10', 7350), row('02:40', 7960))
    const results = await Promise.all([
      ingest.run('dsda-csv', payload, wib('02:40')),
      ingest.run('dsda-csv', payload, wib('02:41')),
      ingest.run('dsda-csv', payload, wib('02:40')),
    ])
    expect(results.reduce((sum, each) => sum + each.stored, 0)).toBe(2)
    expect(results.reduce((sum, each) => sum + each.duplicates, 0)).toBe(4)
    expect(await count('reading')).toBe(2)
  })

  it('tells which stations have new readings, inside the same transaction', async () => {
    const result = await ingest.run('dsda-csv', csv(row('02:10', 7350), row('02:10', 1600, 'PS. Depok')), wib('02:10'))
    expect(told).toEqual([{ payloadId: result.payloadId, stationIds: ['depok', 'manggarai'] }])
    events.on('readings.stored', () => Promise.reject(new Error('the listener failed')))
    await expect(ingest.run('dsda-csv', csv(row('02:40', 7960)), wib('02:40'))).rejects.toThrow('the listener failed')
    expect(await count('reading')).toBe(2)
  })

  it('keeps what it cannot read in the archive and believes nothing of it', async () => {
    await expect(ingest.run('dsda-csv', Buffer.from('<html>Maintenance</html>'), wib('02:10'))).rejects.toThrow(PayloadUnusable)
    expect(await count('raw_payload')).toBe(1)
    expect(await count('reading')).toBe(0)
  })

  it('takes nothing from a source it does not know', async () => {
    await expect(ingest.run('dsda', csv(row('02:10', 7350)), wib('02:10'))).rejects.toThrow(SourceUnknown)
    expect(await count('raw_payload')).toBe(0)
  })

  it('keeps count for each source', async () => {
    await ingest.run('dsda-csv', csv(row('02:10', 7350), row('02:10', 7350), row('02:10', 1, 'PS. Entah')), wib('02:10'))
    await ingest.run('dsda-csv', csv(row('02:10', 7350)), wib('02:20'))
    const rows = await sql(
      fresh.db,
      `select source, received, stored, duplicates, suspect, rejected, last_payload_at, last_stored_at from feed_source`,
    )
    expect(rows).toEqual([
      {
        source: 'dsda-csv',
        received: '4',
        stored: '1',
        duplicates: '2',
        suspect: '0',
        rejected: '1',
        last_payload_at: wib('02:20'),
        last_stored_at: wib('02:10'),
      },
    ])
  })
})
