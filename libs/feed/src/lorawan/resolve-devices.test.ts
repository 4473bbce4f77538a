import { importRegion } from '#libs/area'
import { sql } from '#libs/platform'
import { stationPart } from '#libs/station'
import { aPackagedStation, aRegionFolder } from '../../../../test/factories/region-folder'
import { describeWithDatabase, freshDatabase, type TestDatabase } from '../../../../test/services'
import type { ParsedParameter, ParsedReading } from '../parsed'
import { devicePart } from './device-part'
import { resolveDevices } from './resolve-devices'

const UDL = '24e124713c000001'
const RAIN = '70b3d57ba0000002'
const UNLEVELLED = '24e124713c000003'
const at = (minute: number): number => Date.UTC(2026, 0, 1) + minute * 60_000
const reading = (name: string, parameter: ParsedParameter, minute: number, value: number): ParsedReading => ({
  kind: 'reading',
  name,
  parameter,
  observedAt: at(minute),
  value,
})
const device = (devEui: string, station: string, model: string, datum: number | null, more: Record<string, unknown> = {}) => ({
  devEui,
  station,
  model,
  datum,
  validFrom: '2025-01-01T00:00:00Z',
  source: 'made up',
  ...more,
})
const DEVICES = [
  device(UDL, 'bojonegoro', 'EM400-UDL', 6),
  device(RAIN, 'cepu', 'DL-TBRG', null, { rainMmPerTip: 0.2 }),
  device(UNLEVELLED, 'cepu', 'DL-MBX', null),
]
const STATIONS = [aPackagedStation(), aPackagedStation({ id: 'cepu', ladders: [] })]
const regionWith = (devices: unknown): string => aRegionFolder({ 'stations.json': STATIONS, 'devices.json': devices })

describeWithDatabase('resolving radio sensors', () => {
  let fresh: TestDatabase

  beforeEach(async () => {
    fresh = await freshDatabase()
    await importRegion(fresh.db, regionWith(DEVICES), [stationPart, devicePart])
  }, 60_000)
  afterEach(() => fresh?.drop())

  const resolve = async (...readings: ParsedReading[]) => {
    const { resolved, rejects } = await fresh.db.transaction((tx) => resolveDevices(tx, 'chirpstack', readings))
    return {
      resolved: resolved.map(({ stationId, parameter, reading: { observedAt }, value, intervalMinutes }) => [
        stationId,
        parameter,
        (observedAt - at(0)) / 60_000,
        value,
        ...(intervalMinutes === undefined ? [] : [intervalMinutes]),
      ]),
      rejects: rejects.map(({ item, field }) => [item, field]),
    }
  }

  it('turns distance to level, keeps the battery, and rejects by name what it does not know', async () => {
    const answer = await resolve(
      reading(UDL, 'distance', 0, 2.116),
      reading(UDL, 'battery', 0, 92),
      reading('ffffffffffffffff', 'distance', 0, 1),
      reading(UNLEVELLED, 'distance', 0, 1),
    )
    expect(answer.resolved).toEqual([
      ['bojonegoro', 'water_level', 0, 3.884],
      ['bojonegoro', 'battery', 0, 92],
    ])
    expect(answer.rejects).toEqual([
      ['ffffffffffffffff', 'devEui'],
      [UNLEVELLED, 'datum'],
    ])
    const [row] = await sql(fresh.db, `select last_seen_at, battery from device where dev_eui = $1`, [UDL])
    expect(row).toEqual({ last_seen_at: new Date(at(0)), battery: 92 })
  })

  it('gives the same rain in whatever portions and however often the totals come', async () => {
    const totals = [10, 10.2, 10.2, 11, 0.4].map((mm, i) => reading(RAIN, 'rain_total', i * 10, mm))
    const rain = [
      ['cepu', 'rain', 10, 0.4, 10],
      ['cepu', 'rain', 20, 0, 10],
      ['cepu', 'rain', 30, 1.6, 10],
      ['cepu', 'rain', 40, 0.8, 10],
    ]
    const first = await resolve(...totals.slice(0, 3))
    const second = await resolve(...totals.slice(3).toReversed())
    expect([...first.resolved, ...second.resolved]).toEqual(rain)
    expect([first.rejects, second.rejects]).toEqual([[[RAIN, 'rain_total']], []])
    for (const again of [totals, totals.slice(1, 2)]) {
      const answer = await resolve(...again)
      expect(rain).toEqual(expect.arrayContaining(answer.resolved))
    }
    expect((await resolve(...totals)).resolved).toEqual(rain)
    const [stored] = await sql<{ n: string }>(fresh.db, `select count(*) as n from device_total`)
    expect(stored?.n).toBe('5')
  })

  it('a total that comes late takes nothing from the later one, and is remembered by nobody', async () => {
    await resolve(reading(RAIN, 'rain_total', 0, 10), reading(RAIN, 'rain_total', 20, 12))
    expect(await resolve(reading(RAIN, 'rain_total', 10, 11))).toEqual({ resolved: [], rejects: [[RAIN, 'rain_total']] })
    expect((await resolve(reading(RAIN, 'rain_total', 30, 13))).resolved).toEqual([['cepu', 'rain', 30, 2, 10]])
  })

  it('what was heard last is not overwritten by what comes late', async () => {
    await resolve(reading(UDL, 'battery', 10, 80))
    await resolve(reading(UDL, 'battery', 5, 90))
    const [row] = await sql(fresh.db, `select last_seen_at, battery from device where dev_eui = $1`, [UDL])
    expect(row).toEqual({ last_seen_at: new Date(at(10)), battery: 80 })
  })

  it('a second import changes nothing; a device the package no longer names goes', async () => {
    expect((await importRegion(fresh.db, regionWith(DEVICES), [stationPart, devicePart])).changedRows).toBe(0)
    await resolve(reading(RAIN, 'rain_total', 0, 10))
    const moved = [device(UDL, 'cepu', 'EM400-UDL', 6.1)]
    expect((await importRegion(fresh.db, regionWith(moved), [stationPart, devicePart])).changedRows).toBe(3)
    expect(await sql(fresh.db, `select dev_eui, station_id, datum from device`)).toEqual([{ dev_eui: UDL, station_id: 'cepu', datum: 6.1 }])
  })
})
