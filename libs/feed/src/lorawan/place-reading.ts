import type { ParsedReading } from '../parsed'
import { modelNamed } from './models'
import type { SensorModel } from './sensor-model'

/** A radio sensor as the region knows it. */
export interface Device {
  readonly devEui: string
  readonly stationId: string
  readonly model: string
  /** Metres above the station's zero, of the sensor's face or of the probe; null while nobody has levelled it. */
  readonly datum: number | null
  /** Of this gauge's bucket, where it differs from what its model assumes. */
  readonly rainMmPerTip: number | null
  /** ms since the epoch. */
  readonly validFrom: number
}

export type Placed =
  | { readonly parameter: 'water_level' | 'rain' | 'discharge' | 'battery'; readonly value: number }
  /** Rain is the difference to the total before, times `mmPerMm`. */
  | { readonly parameter: 'rain_total'; readonly value: number; readonly mmPerMm: number }
  | { readonly field: string; readonly reason: string }

/** The layout's millimetres assume a bucket; this gauge's may be another. */
const rainFactor = ({ rainMmPerTip }: Device, model: SensorModel): number =>
  rainMmPerTip === null || model.rainMmPerTip === undefined ? 1 : rainMmPerTip / model.rainMmPerTip

const toMillimetre = (metres: number): number => Math.round(metres * 1_000) / 1_000

/** What a sensor's reading means at its station: a distance is taken down from the datum, a depth stands upon it. */
export function placeReading(device: Device, { parameter, value, observedAt }: ParsedReading): Placed {
  if (observedAt < device.validFrom)
    return { field: 'observedAt', reason: `measured before it came to ${device.stationId} (${new Date(device.validFrom).toISOString()})` }
  if (parameter === 'battery' || parameter === 'discharge' || parameter === 'rain') return { parameter, value }
  const model = modelNamed(device.model)
  const sensed = parameter === 'distance' ? 'distance' : parameter === 'water_level' ? 'depth' : 'rain'
  if (model?.senses !== sensed)
    return { field: 'model', reason: `${device.model} in devices.json measures no ${sensed}: another sensor sent this` }
  if (parameter === 'rain_total') return { parameter, value, mmPerMm: rainFactor(device, model) }
  if (device.datum === null) return { field: 'datum', reason: `its ${sensed} is no level until devices.json gives its datum` }
  return { parameter: 'water_level', value: toMillimetre(parameter === 'distance' ? device.datum - value : device.datum + value) }
}
