import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { importRegion } from '#libs/area'
import { sql } from '#libs/platform'
import { stationPart } from '#libs/station'
import { feedRoom, TestClock } from '../../../../test/factories/feed-room'
import { JAKARTA } from '../../../../test/factories/region-folder'
import { xmldata } from '../../../../test/feeds/pages'
import { describeWithDatabase, freshDatabase, type TestDatabase } from '../../../../test/services'
import { purgePayloads } from '../ingest/archive'
import type { IngestPayload } from '../ingest/ingest-payload'
import { PayloadUnusable } from '../parsed'
import { feedPart } from '../region/feed-part'
import { reparse } from './reparse'

const RECORDING = gunzipSync(readFileSync(path.join(JAKARTA, 'replays/jakarta-2020/tma_2020.csv.gz')))
const [HEADER = '', ...ROWS] = RECORDING.toString('utf8').trimEnd().split('\n')
const ROWS_PER_POLL = 300
const END = new Date('2020-01-05T00:00:00+07:00')

describeWithDatabase('reading the archive again', () => {
  let fresh: TestDatabase
  let ingest: IngestPayload

  beforeEach(async () => {
    fresh = await freshDatabase()
    await importRegion(fresh.db, JAKARTA, [stationPart, feedPart])
    ingest = feedRoom(fresh.db, new TestClock(END)).ingest
  }, 60_000)
  afterEach(() => fresh?.drop())

  async function takeNights(polls: number): Promise<void> {
    for (let poll = 0; poll < polls; poll += 1) {
      const rows = ROWS.slice(poll * ROWS_PER_POLL, (poll + 1) * ROWS_PER_POLL)
      await ingest.run('dsda-csv', Buffer.from([HEADER, ...rows].join('\n')), END)
    }
  }

  it('gives the same readings, flags and order, through every source and what could not be read', async () => {
    await takeNights(12)
    await ingest.run('dsda-xml', Buffer.from(xmldata(new Date('2020-01-04T23:00:00+07:00'))), END)
    await expect(ingest.run('dsda-csv', Buffer.from('<html>'), END)).rejects.toThrow(PayloadUnusable)
    const before = await sql(fresh.db, `select * from reading order by id`)
    const report = await reparse(fresh.db)
    expect(report).toEqual({ payloads: 14, purged: 0, unusable: 1, readings: before.length, differences: [], sameOrder: true })
    expect(before.length).toBeGreaterThan(1_000)
    expect(await sql(fresh.db, `select * from reading order by id`)).toEqual(before)
  }, 60_000)

  it('names what a changed parser or rule would make different', async () => {
    await takeNights(2)
    await sql(fresh.db, `update reading set value = value + 1 where id = (select min(id) from reading)`)
    await sql(fresh.db, `delete from reading where id = (select max(id) from reading)`)
    const { differences } = await reparse(fresh.db)
    expect(differences.map((each) => each.what).toSorted()).toEqual(['changed', 'new'])
    expect(differences.find((each) => each.what === 'changed')).toMatchObject({ source: 'dsda-csv', stored: expect.any(String) })
  }, 60_000)

  it('leaves readings alone whose payload is no longer kept', async () => {
    await takeNights(3)
    expect(await purgePayloads(fresh.db, 'dsda-csv', 30, new Date(END.getTime() + 29 * 86_400_000))).toBe(0)
    expect(await purgePayloads(fresh.db, 'dsda-csv', 30, new Date(END.getTime() + 31 * 86_400_000))).toBe(3)
    expect(await reparse(fresh.db)).toMatchObject({ payloads: 3, purged: 3, differences: [] })
  }, 60_000)

  it('keeps the same bytes once, and a receipt for each time they came', async () => {
    await takeNights(1)
    await takeNights(1)
    const [counts] = await sql(
      fresh.db,
      `select (select count(*)::int from raw_payload) as kept, (select count(*)::int from payload_receipt) as receipts`,
    )
    expect(counts).toEqual({ kept: 1, receipts: 2 })
  })
})
