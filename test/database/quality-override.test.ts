import { type Account, Audit, saveAccount, verifyAudit } from '#libs/access'
import { importRegion } from '#libs/area'
import type { IngestPayload } from '#libs/feed'
import { Events, type Jobs, NotFound, sql } from '#libs/platform'
import { AssessStations, zonePart } from '#libs/risk'
import { type HeldReading, OverrideQuality, OverrideTooWide, OverrideWithdrawn, StationDirectory, stationPart } from '#libs/station'
import { JudgeAreas } from '../../libs/risk/src/judge-areas'
import { feedRoom, TestClock } from '../factories/feed-room'
import { JAKARTA } from '../factories/region-folder'
import { describeWithDatabase, freshDatabase, type TestDatabase } from '../services'

const HEADER = 'nama_pintu_air,lokasi,latitude,longitude,tanggal,tinggi_air,status_siaga'
const start = Date.parse('2020-01-01T00:00:00+07:00')
const MINUTE = 60_000
const at = (minutes: number): Date => new Date(start + minutes * MINUTE)
const local = (time: Date): string => new Date(time.getTime() + 7 * 60 * MINUTE).toISOString().slice(0, 19).replace('T', ' ')
/** Whoever is not woken is found by the sweeper. */
const LOST_QUEUE = { wakeAfterCommit: async () => undefined, handle: () => undefined } as unknown as Jobs

describeWithDatabase('a person decides on readings', () => {
  let database: TestDatabase
  let clock: TestClock
  let ingest: IngestPayload
  let quality: OverrideQuality
  let assess: AssessStations
  let directory: StationDirectory
  let officer: Account
  let events: Events
  let held: HeldReading[]
  let told: { stationId: string; parameter: string; from: Date }[]

  beforeEach(async () => {
    database = await freshDatabase()
    const { db } = database
    await importRegion(db, JAKARTA, [stationPart, zonePart])
    clock = new TestClock(at(0))
    events = new Events()
    held = []
    told = []
    events.on('reading.held', async (reading) => void held.push(reading))
    events.on('quality.overridden', async (decision) => void told.push(decision))
    const room = feedRoom(db, clock, events)
    ingest = room.ingest
    directory = new StationDirectory(db)
    quality = new OverrideQuality(db, clock, new Audit(clock), events)
    assess = new AssessStations(db, clock, events, LOST_QUEUE, room.sweeper, room.timers, directory, new JudgeAreas())
    assess.onModuleInit()
    const account = { username: 'siti', fullName: 'Siti Aminah', role: 'operator' as const, password: 'a long enough password' }
    officer = { ...account, id: await saveAccount(db, account), areaCode: null }
  }, 60_000)

  afterEach(() => database?.drop())

  /** Depok says these, metres, one every ten minutes, each payload received as it was observed. */
  async function depokSays(fromMinute: number, values: readonly number[]): Promise<void> {
    for (const [i, value] of values.entries()) {
      clock.at = at(fromMinute + i * 10)
      const row = `"PS. Depok",Ciliwung,-6.4,106.8,"${local(clock.at)}",${Math.round(value * 1_000)},"Status : Normal"`
      await ingest.run('dsda-csv', Buffer.from(`${HEADER}\n${row}`), clock.at)
    }
    await assessWaiting()
  }

  async function assessWaiting(): Promise<void> {
    await assess.run(await assess.unassessed())
    expect(await assess.unassessed()).toEqual([])
  }

  const severity = async (): Promise<number | undefined> =>
    (await sql<{ severity: number }>(database.db, `select severity from station_state where station_id = 'depok'`))[0]?.severity

  const changes = () =>
    sql(
      database.db,
      `select from_severity as "from", to_severity as "to", cause, observed_at as "observedAt" from severity_change order by id`,
    )

  const decision = (fromMinute: number, toMinute: number, verdict: 'good' | 'suspect', reason = 'dilihat petugas di papan duga') => ({
    parameter: 'water_level' as const,
    from: at(fromMinute),
    to: at(toMinute),
    quality: verdict,
    reason,
  })
  const decide = (...args: Parameters<typeof decision>) => quality.decide('depok', decision(...args), officer)
  const quiet = [1.2, 1.21, 1.2, 1.22]

  it('over the readings, which stay as they are underneath, until it is withdrawn', async () => {
    await depokSays(0, [...quiet, 3.2, 3.21])
    const series = async () =>
      (await directory.series('depok', at(40), at(50))).map((each) => [each.quality, each.rule, each.evidence?.limit])
    expect(await series()).toEqual([
      ['suspect', 'rate-of-rise', 2.5],
      ['suspect', 'datum-jump', 0.8],
    ])
    const { id } = await decide(45, 60, 'good')
    expect(await series()).toEqual([
      ['suspect', 'rate-of-rise', 2.5],
      ['good', 'override', 0.8],
    ])
    const own = await sql(
      database.db,
      `select quality, quality_rule from reading where station_id = 'depok' order by observed_at desc limit 1`,
    )
    expect(own).toEqual([{ quality: 'suspect', quality_rule: 'datum-jump' }])
    clock.pass(MINUTE)
    await quality.withdraw('depok', id, 'salah pos', officer)
    expect((await series())[1]?.slice(0, 2)).toEqual(['suspect', 'datum-jump'])
    expect(await directory.overrides('depok', at(0), at(60))).toEqual([
      expect.objectContaining({
        id,
        by: 'Siti Aminah',
        reason: 'dilihat petugas di papan duga',
        withdrawnBy: 'Siti Aminah',
        withdrawnAt: at(51),
      }),
    ])
  })

  it('and the newest decision that stands wins', async () => {
    await depokSays(0, quiet)
    await decide(0, 30, 'suspect')
    const second = await decide(10, 10, 'good')
    const qualities = async () => (await directory.series('depok', at(0), at(30))).map((each) => each.quality)
    expect(await qualities()).toEqual(['suspect', 'good', 'suspect', 'suspect'])
    await quality.withdraw('depok', second.id, 'keliru', officer)
    expect(await qualities()).toEqual(['suspect', 'suspect', 'suspect', 'suspect'])
  })

  it('with name and reason in the record, told inside the transaction or not at all', async () => {
    const { id } = await decide(0, 30, 'suspect', 'alat dibersihkan')
    await quality.withdraw('depok', id, 'selesai', officer)
    const rows = await sql(database.db, `select actor, action, subject, detail->>'reason' as reason from audit order by seq`)
    expect(rows).toEqual([
      { actor: `user:${officer.id}`, action: 'quality.overridden', subject: 'station:depok', reason: 'alat dibersihkan' },
      { actor: `user:${officer.id}`, action: 'quality.override-withdrawn', subject: 'station:depok', reason: 'selesai' },
    ])
    expect(await verifyAudit(database.db)).toEqual({ ok: true, rows: 2 })
    expect(told).toEqual([
      { stationId: 'depok', parameter: 'water_level', from: at(0) },
      { stationId: 'depok', parameter: 'water_level', from: at(0) },
    ])
    events.on('quality.overridden', () => Promise.reject(new Error('the listener failed')))
    await expect(decide(0, 30, 'good')).rejects.toThrow('the listener failed')
    expect(await directory.overrides('depok', at(0), at(60))).toHaveLength(1)
  })

  it('not of a post nobody knows, not for ever, and not twice', async () => {
    await expect(quality.decide('entah', decision(0, 10, 'good'), officer)).rejects.toThrow(NotFound)
    await expect(decide(-32 * 1_440, 0, 'good')).rejects.toThrow(OverrideTooWide)
    await expect(decide(0, 8 * 1_440, 'suspect')).rejects.toThrow(OverrideTooWide)
    const { id } = await decide(0, 7 * 1_440, 'suspect')
    await expect(quality.withdraw('manggarai', id, 'keliru', officer)).rejects.toThrow(NotFound)
    const attempts = await Promise.allSettled([1, 2, 3].map(() => quality.withdraw('depok', id, 'keliru', officer)))
    expect(attempts.filter((each) => each.status === 'fulfilled')).toHaveLength(1)
    expect(attempts.every((each) => each.status === 'fulfilled' || each.reason instanceof OverrideWithdrawn)).toBe(true)
  })

  it('that a rise held as a jump was real: the severity rises with the decision, and the post is believed from there on', async () => {
    await depokSays(0, [...quiet, 3.2, 3.21, 3.22, 3.21])
    expect(held).toEqual([
      { stationId: 'depok', parameter: 'water_level', source: 'dsda-csv', rule: 'datum-jump', observedAt: at(50), value: 3.21 },
    ])
    expect(await severity()).toBe(0)
    clock.pass(5 * MINUTE)
    await decide(40, 70, 'good')
    await assessWaiting()
    expect(await changes()).toEqual([{ from: 0, to: 2, cause: 'decision', observedAt: at(40) }])
    await depokSays(80, [3.2, 3.25])
    expect((await directory.series('depok', at(80), at(90))).map((each) => each.quality)).toEqual(['good', 'good'])
    expect(held).toHaveLength(1)
  })

  it('that a rise was false: it comes down as ever, on good readings below the level for the whole hold', async () => {
    await depokSays(0, [...quiet, 1.5, 1.8, 2.1, 2.3, 2.3, 2.31])
    expect(await severity()).toBe(1)
    await decide(50, 90, 'suspect')
    await assessWaiting()
    expect(await severity()).toBe(1)
    await depokSays(100, [1.3, 1.31])
    expect(await severity()).toBe(1)
    await depokSays(120, [1.3, 1.32])
    expect(await severity()).toBe(0)
    expect(await changes()).toEqual([
      { from: 0, to: 1, cause: 'reading', observedAt: at(60) },
      { from: 1, to: 0, cause: 'reading', observedAt: expect.any(Date) },
    ])
  })

  it('that a rise was false, when the ground for a fall is there already: it comes down with the decision; taken back, it rises again', async () => {
    await depokSays(0, [...quiet, 1.5, 1.8, 2.1, 2.3, 2.06, 1.82, 1.58, 1.34, 1.2, 1.21, 1.2, 1.21])
    expect(await severity()).toBe(1)
    const { id } = await decide(50, 90, 'suspect')
    await assessWaiting()
    expect(await severity()).toBe(0)
    clock.pass(MINUTE)
    await quality.withdraw('depok', id, 'ternyata banjir bandang', officer)
    await assessWaiting()
    expect(await severity()).toBe(1)
    expect((await changes()).map(({ from, to, cause }) => [from, to, cause])).toEqual([
      [0, 1, 'reading'],
      [1, 0, 'decision'],
      [0, 1, 'decision'],
    ])
  })

  it('that says nothing of the level leaves the severity alone', async () => {
    await depokSays(0, quiet)
    await quality.decide('depok', { ...decision(0, 30, 'suspect'), parameter: 'rain' }, officer)
    expect(await assess.unassessed()).toEqual([])
  })
})
