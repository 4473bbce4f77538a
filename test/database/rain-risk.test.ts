import { importRegion } from '#libs/area'
import { MS_PER_HOUR, MS_PER_MINUTE, sql } from '#libs/platform'
import { hazardPart, zonePart } from '#libs/risk'
import { stationPart } from '#libs/station'
import { templatePart, Warning } from '#libs/warning'
import { TestClock } from '../factories/feed-room'
import { aHillyRegion, SLOPE } from '../factories/hilly-region'
import { aBulletin, itRained, itRainedOn, rainRoom } from '../factories/rain-room'
import { JAKARTA } from '../factories/region-folder'
import { describeWithDatabase, freshDatabase, type TestDatabase } from '../services'

const PARTS = [stationPart, zonePart, templatePart, hazardPart]
const start = new Date('2026-01-10T00:00:00Z')
const at = (hours: number): Date => new Date(start.getTime() + hours * MS_PER_HOUR)

describeWithDatabase('a slope that rain sets off', () => {
  let database: TestDatabase
  let clock: TestClock
  let room: ReturnType<typeof rainRoom>

  const begin = async (region: string): Promise<void> => {
    database = await freshDatabase([Warning])
    await importRegion(database.db, region, PARTS)
    clock = new TestClock(start)
    room = rainRoom(database.db, clock)
  }
  beforeEach(() => begin(aHillyRegion()), 60_000)
  afterEach(() => database?.drop())

  /** Lets time pass in steps of ten minutes, with every timer that falls due. */
  const passTo = async (hours: number): Promise<void> => {
    while (clock.at < at(hours)) {
      clock.pass(10 * MS_PER_MINUTE)
      await room.timers.runDue()
    }
  }
  const judge = () => database.db.transaction((tx) => room.sites.run(tx))
  const state = async () =>
    (await sql<{ severity: number; degraded: string[] }>(database.db, `select severity, degraded from site_state`))[0]
  const villages = async () =>
    Object.fromEntries(
      (await sql<{ area_code: string; severity: number }>(database.db, `select area_code, severity from area_risk`)).map((row) => [
        row.area_code,
        row.severity,
      ]),
    )
  const drafts = () =>
    sql<{ kind: string; severity: number; state: string; text: string; end_reason: string | null }>(
      database.db,
      `select kind, severity, state, text, end_reason from warning order by drafted_at, replay_key`,
    )
  const force = (state: 'active') =>
    sql(database.db, `update warning set state = $1, approved_at = drafted_at where state = 'draft'`, [state])

  it('rises with the rain, and its villages and a draft with it', async () => {
    const { db } = database
    await itRainedOn(db, 'arr-cibodas', at(-24), at(-1), 0)
    await itRainedOn(db, 'arr-cibodas', at(-1), start, 48)
    await judge()
    expect(await state()).toEqual({ severity: 2, degraded: [] })
    expect(await villages()).toEqual({ [SLOPE[0]]: 2, [SLOPE[1]]: 2 })
    const [risk] = await sql<{ station_id: string | null; zone_id: string; reasons: unknown }>(
      db,
      `select station_id, zone_id, reasons from area_risk where area_code = $1`,
      [SLOPE[1]],
    )
    expect(risk).toMatchObject({
      station_id: null,
      zone_id: 'cibodas-2',
      reasons: [
        {
          site: 'Cibodas',
          severity: 2,
          zoneId: 'cibodas-2',
          facts: { reached: { zoneId: 'cibodas-2', hours: 1, mm: expect.closeTo(48), threshold: 45, by: 'rain' }, forecastDay: null },
        },
      ],
    })
    expect(await drafts()).toEqual([
      {
        kind: 'new',
        severity: 2,
        state: 'draft',
        end_reason: null,
        text: 'LATIHAN. BPBD: ORANYE SIAGA longsor Cibodas. Hujan 48 mm/1 jam 07.00 WIB. Jauhi lereng & tebing, ungsikan lansia & anak. Balas TERIMA',
      },
    ])
    const [warning] = await sql(db, `select hazard, station_id, site, trigger, replay_key from warning`)
    expect(warning).toMatchObject({
      hazard: 'landslide',
      station_id: null,
      site: 'Cibodas',
      trigger: { site: 'Cibodas', name: 'Cibodas', severity: 2, hours: 1, value: expect.closeTo(48) },
      replay_key: 'Cibodas|new|2|2026-01-10T00:00:00.000Z',
    })
  })

  it('asks for nothing twice when it is judged twice', async () => {
    await itRainedOn(database.db, 'arr-cibodas', at(-24), start, 3)
    await judge()
    await judge()
    expect((await drafts()).map(({ kind, severity }) => [kind, severity])).toEqual([['new', 1]])
    expect(await sql(database.db, `select 1 from site_change`)).toHaveLength(1)
    expect(await villages()).toEqual({ [SLOPE[0]]: 1, [SLOPE[1]]: 0 })
  })

  it('falls by the clock alone when the rain is over, and says so step by step', async () => {
    const { db } = database
    await itRainedOn(db, 'arr-cibodas', at(-24), at(-2), 0)
    await itRainedOn(db, 'arr-cibodas', at(-2), start, 60)
    await judge()
    expect((await state())?.severity).toBe(3)
    await force('active')
    await itRainedOn(db, 'arr-cibodas', start, at(48), 0)
    await passTo(21.5)
    expect((await state())?.severity).toBe(3)
    // 120 mm stay in the 24-hour sum for 22 hours, then leave it; six dry hours later nothing holds the slope.
    await passTo(26)
    expect((await state())?.severity).toBe(3)
    await passTo(30)
    expect(await state()).toEqual({ severity: 0, degraded: [] })
    expect((await drafts()).at(-1)).toMatchObject({ kind: 'all-clear', severity: 0, state: 'draft' })
    expect(await villages()).toEqual({ [SLOPE[0]]: 0, [SLOPE[1]]: 0 })
  }, 60_000)

  it('stays where it is when its gauges fall silent, and says that the rain is not known', async () => {
    await itRainedOn(database.db, 'arr-cibodas', at(-24), start, 5)
    await judge()
    await force('active')
    await passTo(30)
    expect(await state()).toEqual({ severity: 2, degraded: ['rain-unknown'] })
    const [risk] = await sql<{ degraded: string[] }>(database.db, `select degraded from area_risk where area_code = $1`, [SLOPE[0]])
    expect(risk?.degraded).toEqual(['Cibodas:rain-unknown'])
    expect((await drafts()).filter(({ kind }) => kind === 'lower' || kind === 'all-clear')).toEqual([])
  }, 60_000)

  it('does not call a slope normal of whose rain nothing is known', async () => {
    await judge()
    expect(await villages()).toEqual({ [SLOPE[0]]: 0, [SLOPE[1]]: 0 })
    const rows = await sql<{ degraded: string[] }>(database.db, `select degraded from area_risk`)
    expect(rows.map(({ degraded }) => degraded)).toEqual([['Cibodas:rain-unknown'], ['Cibodas:rain-unknown']])
  })

  it('is set to waspada by a bulletin of BMKG with half the rain, and to nothing by a bulletin without', async () => {
    const { db } = database
    await itRainedOn(db, 'arr-cibodas', at(-24), at(-1), 0)
    await itRainedOn(db, 'arr-cibodas', at(-1), start, 14)
    await aBulletin(db, SLOPE, { severity: 'Extreme' })
    await judge()
    expect((await state())?.severity).toBe(0)
    await itRained(db, { station: 'arr-cibodas', at: at(0.5), mm: 14, minutes: 30 })
    clock.at = at(0.5)
    await judge()
    expect((await state())?.severity).toBe(1)
  })

  it('is judged soon after rain came in, and not by other news', async () => {
    const { db } = database
    await itRainedOn(db, 'arr-cibodas', at(-24), start, 5)
    await judge()
    const due = async () =>
      (await sql<{ due_at: Date }>(db, `select due_at from timer where kind = 'rain-risk' and done_at is null`))[0]?.due_at
    const [payload] = await sql<{ id: string }>(
      db,
      `insert into raw_payload (source, sha256, content, byte_length, first_received_at) values ('test', '\\x01', '\\x01', 1, $1) returning id`,
      [start],
    )
    const stored = (payloadId: string) =>
      db.transaction((tx) => room.events.tell('readings.stored', { payloadId, stationIds: ['arr-cibodas'], receivedAt: clock.at }, tx))
    clock.pass(MS_PER_MINUTE)
    await stored(String(payload?.id))
    expect(await due()).toEqual(new Date(start.getTime() + 10 * MS_PER_MINUTE))
    await sql(db, `update reading set payload_id = $1`, [payload?.id])
    await stored(String(payload?.id))
    expect(await due()).toEqual(clock.at)
    expect(await room.timers.runDue()).toBe(1)
    expect(await due()).toEqual(new Date(clock.at.getTime() + 10 * MS_PER_MINUTE))
    // However much comes in, two judgements lie half a minute apart.
    const judgedAt = clock.at
    clock.pass(1_000)
    await stored(String(payload?.id))
    expect(await due()).toEqual(new Date(judgedAt.getTime() + 30_000))
  })

  it('says after an expiry that the warning ran out, not that the slope is safe', async () => {
    const { db } = database
    await itRainedOn(db, 'arr-cibodas', at(-24), start, 5)
    await judge()
    await sql(db, `update warning set state = 'active'`)
    const [{ id } = { id: '' }] = await sql<{ id: string }>(db, `select id from warning`)
    await db.transaction(async (tx) => {
      const warning = await tx.findOneByOrFail(Warning, { id })
      await tx.update(Warning, { id }, { state: 'ended', endReason: 'expired', endedAt: clock.at })
      await room.drafts.draftExpiry(tx, warning)
    })
    const all = await drafts()
    expect(all.find(({ kind }) => kind === 'expiry')?.text).toContain('longsor Cibodas berakhir TANPA data baru. Ini BUKAN tanda aman')
  })

  it('costs a region without such slopes nothing: no timer, no state, no change', async () => {
    await database.drop()
    await begin(JAKARTA)
    expect(await room.sweeper.sweepOnce()).toBe(0)
    await judge()
    await database.db.transaction((tx) => room.events.tell('bulletin.stored', { bulletinIds: [], at: start }, tx))
    for (const table of ['timer', 'site_state', 'area_risk']) expect(await sql(database.db, `select 1 from ${table}`)).toEqual([])
  }, 60_000)

  it('needs texts for its messages, or the package is refused', async () => {
    const attempt = importRegion(database.db, aHillyRegion({ 'texts.json': undefined }), PARTS)
    await expect(attempt).rejects.toMatchObject({ problems: expect.arrayContaining([{ file: 'texts.json', message: 'is missing' }]) })
    const flood = {
      id: 'flood-new-1',
      version: 1,
      hazard: 'flood',
      kind: 'new',
      severity: 1,
      language: 'id',
      body: 'BPBD: {colour} {word} {post}',
    }
    await expect(importRegion(database.db, aHillyRegion({ 'texts.json': [flood] }), PARTS)).rejects.toMatchObject({
      problems: expect.arrayContaining([
        { file: 'texts.json', message: 'there is no Indonesian text for landslide, new, severity 3 (AWAS)' },
      ]),
    })
  })

  it('goes with its zones when the package no longer names it', async () => {
    const { db } = database
    await itRainedOn(db, 'arr-cibodas', at(-24), start, 5)
    await judge()
    await importRegion(db, aHillyRegion({ 'zones.json': [] }), PARTS)
    await judge()
    expect(await sql(db, `select 1 from hazard_zone`)).toEqual([])
  })
})
