import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { importRegion } from '#libs/area'
import { feedPart, FetchRound, HostPace, type IngestPayload, type PayloadUnusable, WatchFeeds } from '#libs/feed'
import { type InstallationClock, sql } from '#libs/platform'
import { stationPart } from '#libs/station'
import { feedRoom, TestClock } from '../factories/feed-room'
import { JAKARTA } from '../factories/region-folder'
import { PAGES } from '../feeds/pages'
import { knowThePayloads, PAYLOADS } from '../feeds/payloads'
import { describeWithDatabase, freshDatabase, type TestDatabase } from '../services'
import { FeedDouble, type FeedFault } from '../simulators/feed-double'

const DOCS = path.join(__dirname, '../../docs/feeds.md')
const MARKS = ['<!-- faults -->', '<!-- /faults -->'] as const
const START = new Date('2026-09-24T07:30:00Z')
const MINUTE = 60_000
const POLLED = ['dsda-xml', 'bmkg-gempa', 'bmkg-nowcast-rss', 'bmkg-forecast'] as const
const ONE_VILLAGE = ['https://api.bmkg.go.id/publik/prakiraan-cuaca?adm4=31.74.01.1007']

const NOT_FOUND = '{"message":"Data not found","error":"Not Found","statusCode":404}'
const FAULTS: Readonly<Record<string, FeedFault>> = {
  'no answer in time': { kind: 'slow', ms: 3_000 },
  '404 with JSON': { kind: 'status', status: 404, body: NOT_FOUND, contentType: 'application/json' },
  '500': { kind: 'status', status: 500, body: 'Internal Server Error', contentType: 'text/plain' },
  '429, Retry-After 120': { kind: 'status', status: 429, body: 'Too Many Requests', contentType: 'text/plain', retryAfter: '120' },
  'cut off half-way': { kind: 'truncated' },
  'an HTML page under the right type': { kind: 'html' },
  'an HTML page': { kind: 'wrong-type' },
  'a body without end': { kind: 'huge', bytes: 1_000_000_000 },
  'connection reset': { kind: 'reset' },
}

interface Row {
  readonly source: string
  readonly fault: string
  readonly recorded: string
  readonly after: string
}

describeWithDatabase('every feed through every fault', () => {
  let fresh: TestDatabase
  let base: string
  let round: FetchRound
  let watch: WatchFeeds
  const clock = new TestClock(START)
  const double = new FeedDouble()
  const paged: string[] = []
  const rows: Row[] = []
  let ingest: IngestPayload
  let sentAt: Date

  beforeAll(async () => {
    fresh = await freshDatabase()
    await importRegion(fresh.db, JAKARTA, [stationPart, feedPart])
    base = await double.start()
    const room = feedRoom(fresh.db, clock)
    const { events, sweeper } = room
    ;({ ingest } = room)
    sentAt = clock.now()
    await knowThePayloads(fresh.db)
    events.on('feed.paged', async ({ source, what }) => void paged.push(`${source} ${what}`))
    const config = { FEEDS_BASE: base, FEED_USER_AGENT: 'Kentongan/test', FEED_TIMEOUT_MS: 400, FEEDS: 'on' as const }
    round = new FetchRound(
      fresh.db,
      clock,
      config,
      ingest,
      new HostPace(
        () => 0,
        async () => undefined,
      ),
    )
    watch = new WatchFeeds(fresh.db, clock, { replaying: () => undefined } as InstallationClock, config, events, sweeper)
    serve()
  }, 60_000)
  afterAll(async () => {
    await double.stop()
    await fresh?.drop()
  })

  const serve = (): void => {
    for (const page of PAGES) double.serve(page.path, page.contentType, page.at(clock.now()))
  }
  const ask = (source: string) => round.run(source, source === 'bmkg-forecast' ? ONE_VILLAGE : undefined, new AbortController().signal)

  /** Everything that is believed, as one text. */
  const believed = async (): Promise<string> =>
    JSON.stringify(
      await sql(
        fresh.db,
        `select (select json_agg(r order by id) from reading r) as readings, (select json_agg(b order by id) from bulletin b) as bulletins,
                (select json_agg(e order by id) from earthquake e) as quakes, (select json_agg(f order by area_code, valid_from) from forecast_step f) as forecasts`,
      ),
    )
  const receiptOf = async (source: string) => {
    const [row] = await sql<{ outcome: string; detail: string | null }>(
      fresh.db,
      `select outcome, detail from payload_receipt where source = $1 order by id desc limit 1`,
      [source],
    )
    return row as { outcome: string; detail: string | null }
  }
  const stateOf = async (source: string): Promise<string> =>
    ((await sql<{ state: string }>(fresh.db, `select state from feed_source where source = $1`, [source]))[0] as { state: string }).state
  const everyMinutes = async (source: string): Promise<number> =>
    ((await sql<{ m: number }>(fresh.db, `select every_minutes as m from feed_config where source = $1`, [source]))[0] as { m: number }).m
  const pass = (minutes: number): void => clock.pass(minutes * MINUTE)

  /** Well, and well for long enough to be said to be. */
  async function recover(source: string): Promise<void> {
    double.mend()
    for (const minutes of [0, 11]) {
      pass(minutes)
      serve()
      expect(await ask(source)).toEqual({ good: true })
      await watch.run()
      expect(await stateOf(source)).toBe('ok')
    }
  }

  it('takes what they say while all is well: readings, alerts with their villages, earthquakes, forecasts', async () => {
    for (const source of POLLED) expect(await ask(source)).toEqual({ good: true })
    const [counts] = await sql(
      fresh.db,
      `select (select count(*)::int from reading) as readings, (select count(*)::int from bulletin where state = 'in-effect') as alerts,
              (select count(*)::int from earthquake) as quakes, (select count(*)::int from forecast_step) as steps,
              (select count(*)::int from bulletin_area) > 3 as cut, (select array_agg(distinct state) from feed_source where last_good_at is not null) as states`,
    )
    expect(counts).toEqual({ readings: 1, alerts: 1, quakes: 1, steps: 3, cut: true, states: ['waiting'] })
    await watch.run()
    for (const source of POLLED) expect(await stateOf(source)).toBe('ok')
  })

  it('asks only whether anything is new when nothing is', async () => {
    const before = await believed()
    for (const source of POLLED) expect(await ask(source)).toEqual({ good: true })
    expect(await believed()).toBe(before)
    expect(double.asked.slice(-7).every(({ conditional, status }) => conditional && status === 304)).toBe(true)
  })

  it('does not ask for an alert it has', () => {
    expect(double.countOf('/alerts/nowcast/id/C')).toBe(1)
  })

  describe.each(POLLED)('%s', (source) => {
    it.each(Object.keys(FAULTS))(
      '%s: what was known stays, the fault is recorded with its reason, the source dies once and recovers',
      async (fault) => {
        await recover(source)
        const before = await believed()
        paged.length = 0
        double.fail('/', FAULTS[fault] as FeedFault)
        const result = await ask(source)
        expect(result.good).toBe(false)
        expect(await believed()).toBe(before)
        const receipt = await receiptOf(source)
        expect(receipt.detail).toBeTruthy()
        for (const turns of [1, 2, 3, 4]) {
          pass((await everyMinutes(source)) * turns)
          await watch.run()
          await watch.run()
        }
        const state = await stateOf(source)
        expect(paged.filter((each) => each === `${source} dead`)).toHaveLength(1)
        rows.push({ source, fault, recorded: `${receipt.outcome}: ${tidy(receipt.detail ?? '')}`, after: state })
        await recover(source)
        expect(paged.filter((each) => each.startsWith(source))).toEqual([`${source} dead`, `${source} recovered`])
      },
    )
  })

  it('a server that goes on answering with old readings is stale, then dead', async () => {
    await recover('dsda-xml')
    let minutes = 0
    for (const more of [50, 50, 70]) {
      minutes += more
      pass(more)
      await ask('dsda-xml')
      await watch.run()
      rows.push({
        source: 'dsda-xml',
        fault: `the same table for ${minutes} minutes`,
        recorded: 'unchanged',
        after: await stateOf('dsda-xml'),
      })
    }
    expect(rows.slice(-3).map((row) => row.after)).toEqual(['late', 'stale', 'dead'])
  })

  const BREAKS: Readonly<Record<string, (payload: Buffer) => Buffer>> = {
    'nothing wrong': (payload) => payload,
    'the same again': (payload) => payload,
    'cut off half-way': (payload) => payload.subarray(0, Math.floor(payload.length * 0.55)),
    'an HTML page': () => Buffer.from('<!doctype html><html><body><h1>Masuk</h1></body></html>'),
    'another encoding': (payload) => Buffer.from(payload.toString('utf8'), 'utf16le'),
    'nothing at all': () => Buffer.alloc(0),
  }

  describe.each(Object.keys(PAYLOADS))('%s, sent or laid down', (source) => {
    it.each(Object.keys(BREAKS))('%s: what can be used is, what cannot is kept with its reason', async (fault) => {
      const whole = Buffer.from((PAYLOADS[source] as (now: Date) => string)(sentAt))
      const before = await believed()
      const outcome = await ingest
        .run(source, (BREAKS[fault] as (payload: Buffer) => Buffer)(whole), sentAt)
        .then(({ stored, duplicates, rejected }) => `taken: ${stored} stored, ${duplicates} known already, ${rejected} rejected`)
        .catch((error: PayloadUnusable) => `unusable: ${tidy(error.message)}`)
      rows.push({ source, fault, recorded: outcome, after: '' })
      const isNew = fault === 'nothing wrong'
      expect(/^taken: [1-9]/.test(outcome)).toBe(isNew)
      expect((await believed()) === before).toBe(!isNew)
      const [kept] = await sql<{ n: number }>(fresh.db, `select count(*)::int as n from payload_receipt where source = $1`, [source])
      expect(kept?.n).toBe(Object.keys(BREAKS).indexOf(fault) + 1)
    })
  })

  it('is what docs/feeds.md says', () => {
    const table = [
      '| source | fault | recorded as | state after eight intervals |',
      '|---|---|---|---|',
      ...rows.map((row) => `| \`${row.source}\` | ${row.fault} | ${row.recorded} | ${row.after} |`),
    ].join('\n')
    const text = readFileSync(DOCS, 'utf8')
    const [from, to] = [text.indexOf(MARKS[0]) + MARKS[0].length, text.indexOf(MARKS[1])]
    const isToBeWritten = process.env['UPDATE_DOCS'] !== undefined
    if (isToBeWritten) writeFileSync(DOCS, `${text.slice(0, from)}\n${table}\n${text.slice(to)}`)
    expect(isToBeWritten || cells(text.slice(from, to).trim())).toEqual(isToBeWritten || cells(table))
  })
})

/** Without what differs between runs and versions of Node, or would break the table. */
const tidy = (detail: string): string =>
  detail
    .replace(/(no JSON in UTF-8):.*/, '$1')
    .replace(/\|/g, '/')
    .replace(/\s+/g, ' ')
    .slice(0, 110)

/** A table without the blanks and dashes of its layout. */
const cells = (table: string): string[][] =>
  table.split('\n').map((line) => line.split('|').map((cell) => cell.trim().replace(/^-+$/, '-')))
