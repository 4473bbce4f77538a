import type { EntityManager } from 'typeorm'
import { sql } from '#libs/platform'
import type { ParsedReading, Reject } from '../parsed'
import type { ResolvedReading, ResolveReadings } from '../source'
import { type Device, placeReading } from './place-reading'
import { loadRainMemory, storeRainMemory } from './rain-memory'

/**
 * Finds radio sensors by their DevEUI in the region's devices, turns what they measure into what their stations store, and remembers
 * when each was heard. Taking the same readings again gives the same.
 */
export const resolveDevices: ResolveReadings = async (tx, _source, readings) => {
  const devices = await loadDevices(tx, readings)
  const rejects: Reject[] = []
  const resolved: ResolvedReading[] = []
  const totals: { device: Device; reading: ParsedReading; mmPerMm: number }[] = []
  for (const reading of readings) {
    const device = devices.get(reading.name)
    if (!device) {
      rejects.push({ item: reading.name, field: 'devEui', reason: `no device of this region is ${reading.name}` })
      continue
    }
    const placed = placeReading(device, reading)
    if ('reason' in placed) rejects.push({ item: reading.name, ...placed })
    else if (placed.parameter === 'rain_total') totals.push({ device, reading, mmPerMm: placed.mmPerMm })
    else resolved.push({ stationId: device.stationId, parameter: placed.parameter, reading, value: placed.value })
  }
  const memory = await loadRainMemory(
    tx,
    totals.map(({ reading }) => reading),
  )
  for (const { device, reading, mmPerMm } of totals.toSorted((a, b) => a.reading.observedAt - b.reading.observedAt)) {
    const answer = memory.get(device.devEui)?.take({ at: reading.observedAt, total: reading.value })
    if (!answer || 'reason' in answer)
      rejects.push({ item: reading.name, field: reading.parameter, reason: answer?.reason ?? 'its counter is not known' })
    else
      resolved.push({
        stationId: device.stationId,
        parameter: 'rain',
        reading,
        value: answer.rain * mmPerMm,
        intervalMinutes: answer.intervalMinutes,
      })
  }
  await storeRainMemory(tx, memory)
  await noteHeard(
    tx,
    readings.filter(({ name }) => devices.has(name)),
  )
  return { resolved, rejects }
}

interface DeviceRow {
  dev_eui: string
  station_id: string
  model: string
  datum: number | null
  rain_mm_per_tip: number | null
  valid_from: Date
}

/** Locked in one order, so that two batches with the same devices wait for each other. */
async function loadDevices(tx: EntityManager, readings: readonly ParsedReading[]): Promise<Map<string, Device>> {
  const names = [...new Set(readings.map(({ name }) => name))]
  if (names.length === 0) return new Map()
  const rows = await sql<DeviceRow>(
    tx,
    `select dev_eui, station_id, model, datum, rain_mm_per_tip, valid_from from device where dev_eui = any($1::text[]) order by dev_eui for no key update`,
    [names],
  )
  return new Map(
    rows.map((row) => [
      row.dev_eui,
      {
        devEui: row.dev_eui,
        stationId: row.station_id,
        model: row.model,
        datum: row.datum,
        rainMmPerTip: row.rain_mm_per_tip,
        validFrom: row.valid_from.getTime(),
      },
    ]),
  )
}

async function noteHeard(tx: EntityManager, readings: readonly ParsedReading[]): Promise<void> {
  const heard = new Map<string, { at: number; batteryAt: number; battery: number | null }>()
  for (const { name, observedAt, parameter, value } of readings) {
    const last = heard.get(name) ?? { at: observedAt, batteryAt: Number.NEGATIVE_INFINITY, battery: null }
    const isNewer = parameter === 'battery' && observedAt >= last.batteryAt
    heard.set(name, {
      at: Math.max(last.at, observedAt),
      batteryAt: isNewer ? observedAt : last.batteryAt,
      battery: isNewer ? value : last.battery,
    })
  }
  if (heard.size === 0) return
  await sql(
    tx,
    `update device d set last_seen_at = h.at, battery = coalesce(h.battery, d.battery)
       from unnest($1::text[], $2::timestamptz[], $3::float8[]) h(dev_eui, at, battery)
      where d.dev_eui = h.dev_eui and (d.last_seen_at is null or d.last_seen_at < h.at)`,
    [[...heard.keys()], [...heard.values()].map(({ at }) => new Date(at)), [...heard.values()].map(({ battery }) => battery)],
  )
}
