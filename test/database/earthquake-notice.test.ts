import { importRegion } from '#libs/area'
import { type ParsedEarthquake, StoreEarthquakes } from '#libs/feed'
import { Events, sql } from '#libs/platform'
import { AssessEarthquake, type EarthquakeFelt, hazardPart, zonePart } from '#libs/risk'
import { stationPart } from '#libs/station'
import { EarthquakeNotice } from '../../libs/delivery/src/earthquake-notice'
import { deliveryRoom } from '../factories/delivery-room'
import { aHillyRegion } from '../factories/hilly-region'
import { aVillage } from '../factories/ledger'
import { describeWithDatabase, freshDatabase, type TestDatabase } from '../services'

const PARTS = [stationPart, zonePart, hazardPart]
const MINUTE = 60_000

describeWithDatabase('an earthquake', () => {
  let database: TestDatabase
  let delivery: ReturnType<typeof deliveryRoom>
  let store: StoreEarthquakes
  let told: EarthquakeFelt[]
  let payload: string

  beforeEach(async () => {
    database = await freshDatabase()
    const { db } = database
    await importRegion(db, aHillyRegion(), PARTS)
    delivery = deliveryRoom(db, { url: 'http://127.0.0.1:9', key: 'none' })
    const events = new Events()
    told = []
    events.on('risk.earthquake-felt', async (facts) => void told.push(facts))
    new EarthquakeNotice(events, delivery.notice).onModuleInit()
    new AssessEarthquake(delivery.clock, events).onModuleInit()
    store = new StoreEarthquakes(events)
    await aVillage(db, { contacts: 2, role: 'officer' })
    await aVillage(db, { contacts: 5, role: 'resident', from: 10 })
    await sql(db, `update contact set on_exercise_list = true`)
    const [row] = await sql<{ id: string }>(
      db,
      `insert into raw_payload (source, sha256, content, byte_length, first_received_at) values ('bmkg-gempa', '\\x01', '\\x01', 1, now()) returning id::text`,
    )
    payload = row?.id ?? ''
  }, 60_000)
  afterEach(() => database?.drop())

  const quake = (overrides: Partial<ParsedEarthquake> = {}): ParsedEarthquake => ({
    kind: 'earthquake',
    list: 'auto',
    occurredAt: delivery.clock.now().getTime() - 3 * MINUTE,
    longitude: 107.05,
    latitude: -6.84,
    depthKm: 10,
    magnitude: 5.6,
    place: 'Pusat gempa berada di darat 10 km Barat Daya Kab. Cianjur',
    felt: [
      { place: 'Bandung', low: 3, high: 3 },
      { place: 'Cianjur', low: 5, high: 6 },
    ],
    tsunami: 'none',
    potential: null,
    shakemap: null,
    ...overrides,
  })
  const stored = (given: ParsedEarthquake) =>
    database.db.transaction((tx) => store.run(tx, 'bmkg-gempa', payload, [given], delivery.clock.now()))
  const messages = () => sql<{ purpose: string; text: string }>(database.db, `select purpose, text from message order by created_at, text`)

  it('that is felt here is told to the officers, and to nobody else', async () => {
    await stored(quake())
    expect(told).toEqual([
      expect.objectContaining({
        reason: 'intensity',
        intensity: 4,
        village: 'Lembah',
        isRough: false,
        felt: { place: 'Cianjur', high: 6 },
      }),
    ])
    expect(told[0]?.distanceKm).toBeGreaterThan(60)
    expect(await messages()).toEqual([
      {
        purpose: 'duty-notice',
        text: expect.stringMatching(/^LATIHAN\. BMKG: Gempa M5,6 .* Taksiran kami: MMI IV di Lembah\. Tak berpotensi tsunami\.$/),
      },
    ])
    const planned = await sql<{ role: string; n: number }>(
      database.db,
      `select c.role, count(*)::int as n from delivery d join contact c on c.id = d.contact_id group by c.role`,
    )
    expect(planned).toEqual([{ role: 'officer', n: 2 }])
    expect(await sql(database.db, `select 1 from warning`)).toEqual([])
  })

  it('is told once; a revision is told when it makes it worse', async () => {
    const first = quake()
    await stored(first)
    await stored(first)
    await stored({ ...first, magnitude: 5.5 })
    await stored({ ...first, magnitude: 5.4 })
    expect(told).toHaveLength(1)
    await stored({ ...first, magnitude: 6.3 })
    expect(told.map(({ intensity }) => intensity)).toEqual([4, 5])
    await stored({ ...first, magnitude: 5.6 })
    await stored({ ...first, magnitude: 6.3 })
    expect(told).toHaveLength(2)
    const [kept] = await sql(database.db, `select revision, told_class, told_tsunami, tsunami_near from earthquake_estimate`)
    expect(kept).toMatchObject({ told_class: 5, told_tsunami: false, tsunami_near: false })
  })

  it('is told again when a tsunami is spoken of, once', async () => {
    const first = quake({ longitude: 105.3, latitude: -7.5, magnitude: 6.8, tsunami: 'unknown' })
    await stored(first)
    await stored({ ...first, tsunami: 'possible' })
    await stored({ ...first, tsunami: 'possible', magnitude: 6.7 })
    expect(told.map(({ reason }) => reason)).toEqual(['intensity', 'tsunami'])
    expect((await messages()).some(({ text }) => text.startsWith('LATIHAN. BMKG: BERPOTENSI TSUNAMI! Gempa M6,8'))).toBe(true)
  })

  it.each([
    ['too weak to be felt here', { magnitude: 4.5, longitude: 105.2 }],
    ['far away, with a tsunami there', { magnitude: 6.5, longitude: 128, latitude: -3, tsunami: 'possible' as const }],
  ])('%s is kept and not told', async (_, overrides) => {
    await stored(quake(overrides))
    expect(told).toEqual([])
    expect(await sql(database.db, `select 1 from earthquake_estimate where told_class is null`)).toHaveLength(1)
  })

  it('of last week, found in a list, wakes nobody', async () => {
    await stored(quake({ occurredAt: delivery.clock.now().getTime() - 7 * 24 * 60 * MINUTE, magnitude: 7 }))
    expect(told).toEqual([])
  })

  it('without a depth is taken for a shallow one, and the estimate for a rough one', async () => {
    await stored(quake({ depthKm: null }))
    expect(told[0]).toMatchObject({ intensity: 4, isRough: true, depthKm: null })
  })

  it('is judged by what the package asks for', async () => {
    await importRegion(database.db, aHillyRegion({ 'hazards.json': { earthquake: { notifyMmi: 5 } } }), PARTS)
    await stored(quake())
    expect(told).toEqual([])
  })
})
