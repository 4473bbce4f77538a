import { importRegion } from '#libs/area'
import { arealRainSeries, rainSettings, readRainSettings, zoneRain } from '#libs/feed'
import { InvalidInput, MS_PER_HOUR, sql } from '#libs/platform'
import { hazardPart, zonePart } from '#libs/risk'
import { stationPart } from '#libs/station'
import { aHillyRegion, SLOPE } from '../factories/hilly-region'
import { aBulletin, itRained, itRainedOn } from '../factories/rain-room'
import { describeWithDatabase, freshDatabase, type TestDatabase } from '../services'

const PARTS = [stationPart, zonePart, hazardPart]
const now = new Date('2026-01-10T12:00:00Z')
const hoursAgo = (hours: number): Date => new Date(now.getTime() - hours * MS_PER_HOUR)

describeWithDatabase('rain over a zone', () => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await freshDatabase()
    await importRegion(database.db, aHillyRegion(), PARTS)
  }, 60_000)
  afterEach(() => database?.drop())

  const rainOf = async (zone = 'cibodas-1', at = now) => (await zoneRain(database.db, at)).find(({ zoneId }) => zoneId === zone)
  const sumOf = async (hours: number, zone?: string) => (await rainOf(zone))?.sums.find((sum) => sum.hours === hours)

  it('is unknown in every window before any gauge spoke', async () => {
    const rain = await rainOf()
    expect(rain?.sums).toHaveLength(4)
    for (const sum of rain?.sums ?? []) expect(sum).toMatchObject({ mm: null, gauges: 0, coverage: 0, stations: [] })
    expect(rain).toMatchObject({ antecedent: null, nowcast: null, bulletin: null, hazard: 'landslide', at: now.toISOString() })
    expect(rain?.forecast.every(({ mm }) => mm === null)).toBe(true)
  })

  it('comes from the gauges in reach, nearest first, weighted by distance', async () => {
    await itRainedOn(database.db, 'arr-cibodas', hoursAgo(1), now, 60)
    await itRainedOn(database.db, 'arr-ciwidey', hoursAgo(1), now, 0)
    await itRainedOn(database.db, 'arr-jauh', hoursAgo(1), now, 600)
    const sum = await sumOf(1)
    // Inside the zone, and 4.4 km from its edge: weights 1 and 1/19.6.
    expect(sum).toMatchObject({ gauges: 2, stations: ['arr-cibodas', 'arr-ciwidey'], coverage: expect.closeTo(1) })
    expect(sum?.mm).toBeCloseTo(60 / (1 + 1 / 4.42 ** 2), 0)
  })

  it('is not made up by a far gauge when the near one is silent', async () => {
    await itRainedOn(database.db, 'arr-ciwidey', hoursAgo(1), now, 0)
    await itRained(database.db, { station: 'arr-cibodas', at: hoursAgo(5), mm: 3 })
    expect(await sumOf(1)).toMatchObject({ mm: null, stations: ['arr-ciwidey'] })
  })

  it('leaves out suspect and secondary readings, and heeds what a person decided', async () => {
    const { db } = database
    await itRainedOn(db, 'arr-cibodas', hoursAgo(1), new Date(now.getTime() - 600_000), 6)
    await itRained(db, { station: 'arr-cibodas', at: now, mm: 400, suspect: true })
    await itRained(db, { station: 'arr-ciwidey', at: now, mm: 400, minutes: 60, standing: 'secondary' })
    expect(await sumOf(1)).toMatchObject({ mm: expect.closeTo(5), coverage: expect.any(Number), suspect: 1, stations: ['arr-cibodas'] })
    const [account] = await sql<{ id: string }>(
      db,
      `insert into app_user (username, full_name, role, password_hash) values ('siti', 'Siti', 'operator', 'x') returning id`,
    )
    await sql(
      db,
      `insert into quality_override (station_id, parameter, from_at, to_at, quality, reason, by_account, by_name, at)
       values ('arr-cibodas', 'rain', $1, $1, 'good', 'hujan es, disaksikan', $2, 'Siti', $1)`,
      [now, account?.id],
    )
    expect((await sumOf(1))?.mm).toBeCloseTo(405, 0)
  })

  it('uses nothing that was not observed yet', async () => {
    await itRainedOn(database.db, 'arr-cibodas', hoursAgo(1), now, 30)
    const before = await rainOf('cibodas-1', hoursAgo(1))
    expect(before?.sums.find(({ hours }) => hours === 1)?.mm).toBeNull()
  })

  it('has an index of the days before the storm, unknown when too many are', async () => {
    const { db } = database
    await itRainedOn(db, 'arr-cibodas', hoursAgo(21 * 24), hoursAgo(48), 0)
    await itRainedOn(db, 'arr-cibodas', hoursAgo(48), hoursAgo(24), 2)
    await itRainedOn(db, 'arr-cibodas', hoursAgo(24), now, 5)
    expect(await rainOf()).toMatchObject({ antecedent: expect.closeTo(48), antecedentMissingDays: 0 })
    await sql(db, `delete from reading where observed_at between $1 and $2`, [hoursAgo(15 * 24), hoursAgo(11 * 24)])
    expect(await rainOf()).toMatchObject({ antecedent: null, antecedentMissingDays: 4 })
  })

  it('is forecast by the newest analysis of each village', async () => {
    const { db } = database
    const step = (area: string, analysis: Date, mm: number | null) =>
      sql(db, `insert into forecast_step (area_code, valid_from, analysis_at, step_hours, rain) values ($1, $2, $3, 3, $4)`, [
        area,
        now,
        analysis,
        mm,
      ])
    await step(SLOPE[0], hoursAgo(12), 90)
    await step(SLOPE[0], hoursAgo(2), 30)
    await step(SLOPE[1], hoursAgo(2), 10)
    expect((await rainOf('cibodas-2'))?.forecast).toEqual([
      { hours: 3, mm: expect.closeTo(20) },
      { hours: 6, mm: null },
      { hours: 24, mm: null },
    ])
  })

  it('names the worst bulletin on rain in effect over it, and no other', async () => {
    const { db } = database
    await aBulletin(db, [SLOPE[0]], { event: 'Hujan Sedang', severity: 'Minor' })
    await aBulletin(db, [SLOPE[0]])
    await aBulletin(db, [SLOPE[0]], { severity: 'Severe', status: 'Exercise' })
    await aBulletin(db, [SLOPE[0]], { severity: 'Severe', state: 'expired' })
    await aBulletin(db, [SLOPE[0]], { severity: 'Severe', expiresAt: now })
    await aBulletin(db, [SLOPE[0]], { severity: 'Extreme', event: 'Abu Vulkanik' })
    await aBulletin(db, [SLOPE[1]], { severity: 'Extreme' })
    expect(await rainOf()).toMatchObject({ nowcast: 'Hujan Lebat dan Petir', bulletin: { severity: 'Moderate', sender: 'BMKG' } })
    expect((await rainOf('cibodas-2'))?.bulletin?.severity).toBe('Extreme')
  })

  it('is a series for a model, with gaps as gaps', async () => {
    const { db } = database
    await itRainedOn(db, 'arr-cibodas', hoursAgo(3), hoursAgo(2), 12)
    await itRainedOn(db, 'arr-cibodas', hoursAgo(1), now, 6)
    const series = await arealRainSeries(db, 'cibodas-1', hoursAgo(3), now, 60)
    expect(series).toEqual([
      { at: hoursAgo(2), mm: expect.closeTo(12), coverage: expect.closeTo(1) },
      { at: hoursAgo(1), mm: null, coverage: 0 },
      { at: now, mm: expect.closeTo(6), coverage: expect.closeTo(1) },
    ])
    await expect(arealRainSeries(db, 'cibodas-1', hoursAgo(3), now, 0)).rejects.toThrow(RangeError)
  })

  it('is reckoned for 20 zones and three weeks of 20 gauges before anybody notices', async () => {
    const { db } = database
    await sql(
      db,
      `insert into station select 'arr-' || n, 'ARR ' || n, 'ARR ' || n, '-', 'river', st_setsrid(st_makepoint(107.6 + n * 0.002, -7.14), 4326), 'cm', '-', 100 + n,
              quality, hysteresis, source from station, generate_series(1, 20) n where id = 'arr-cibodas'`,
    )
    await sql(
      db,
      `insert into reading (station_id, parameter, observed_at, received_at, value, quality, source, interval_minutes)
       select 'arr-' || n, 'rain', t, t, 0.1, 'good', 'test', 5 from generate_series(1, 20) n, generate_series($1::timestamptz, $2, interval '5 minutes') t`,
      [hoursAgo(21 * 24), now],
    )
    await sql(
      db,
      `insert into hazard_zone (id, name, hazard, site, rain, severity, travel_minutes, basis, source, geom)
       select 'many-' || n, name, hazard, 'Lereng ' || n, rain, severity, 0, basis, source, geom from hazard_zone, generate_series(1, 20) n where id = 'cibodas-2'`,
    )
    await sql(db, `insert into hazard_zone_area select 'many-' || n, $1 from generate_series(1, 20) n`, [SLOPE[0]])
    await sql(db, `analyze reading`)
    const started = performance.now()
    const rains = await zoneRain(db, now)
    const took = performance.now() - started
    expect(rains.find(({ zoneId }) => zoneId === 'many-20')?.sums[3]).toMatchObject({ mm: expect.closeTo(28.8), gauges: 20 })
    expect(took).toBeLessThan(10_000)
  }, 60_000)

  it('follows the settings of the package, which go back to the defaults with the file', async () => {
    const { db } = database
    expect(await readRainSettings(db)).toEqual(rainSettings.parse({}))
    await importRegion(db, aHillyRegion({ 'hazards.json': { rain: { maxDistanceKm: 3 } } }), PARTS)
    expect(await readRainSettings(db)).toEqual({ ...rainSettings.parse({}), maxDistanceKm: 3 })
    await itRainedOn(db, 'arr-ciwidey', hoursAgo(1), now, 10)
    expect(await sumOf(1)).toMatchObject({ mm: null, gauges: 0 })
    expect((await importRegion(db, aHillyRegion({ 'hazards.json': { rain: { maxDistanceKm: 3 } } }), PARTS)).changedRows).toBe(0)
    await importRegion(db, aHillyRegion(), PARTS)
    expect(await sumOf(1)).toMatchObject({ gauges: 1 })
  })

  it.each([
    ['a distance of nothing', { rain: { maxDistanceKm: 0 } }, 'rain.maxDistanceKm'],
    ['a word nobody knows', { earthquake: { mmi: 3 } }, 'earthquake'],
  ])('refuses %s with file and field', async (_, hazards, field) => {
    const attempt = importRegion(database.db, aHillyRegion({ 'hazards.json': hazards }), PARTS)
    await expect(attempt).rejects.toBeInstanceOf(InvalidInput)
    await expect(attempt).rejects.toMatchObject({ problems: [{ file: 'hazards.json', field }] })
  })
})
