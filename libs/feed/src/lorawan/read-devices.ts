import { existsSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import type { Entry, RegionSource } from '#libs/area'
import { readStations } from '#libs/station'
import { devEuiOf } from './dev-eui'
import { modelNamed, SENSOR_MODELS } from './models'

export const DEVICES_FILE = 'devices.json'

const text = z.string().trim().min(1)
const device = z.strictObject({
  devEui: z.string().transform((value, context) => {
    const devEui = devEuiOf(value)
    if (devEui === undefined) context.addIssue({ code: 'custom', message: 'expected 16 hexadecimal digits' })
    return devEui ?? ''
  }),
  station: text,
  model: text,
  /** Metres above the station's zero: of an ultrasonic sensor's face, or of the probe in the water. Null while nobody has levelled it. */
  datum: z.number().min(-50).max(100).nullable().default(null),
  rainMmPerTip: z.number().positive().max(5).nullable().default(null),
  /** Since when it hangs there. */
  validFrom: z.iso.datetime({ offset: true }).transform((at) => new Date(at)),
  source: text,
})

export type PackagedDevice = z.infer<typeof device>

/** Radio sensors and the stations they measure for. A region without the file has none. */
export function readDevices(source: RegionSource): PackagedDevice[] {
  const file = path.join(source.folder, DEVICES_FILE)
  if (!existsSync(file) && !existsSync(`${file}.gz`)) return []
  const { stations } = source.once(readStations)
  const entries = source.list(DEVICES_FILE, device)
  source.unique(DEVICES_FILE, entries, 'devEui', ({ devEui }) => devEui)
  for (const entry of entries) {
    for (const { field, message } of problemsOf(entry, stations)) source.complain({ file: DEVICES_FILE, row: entry.row, field, message })
  }
  return entries.map(({ value }) => value)
}

function problemsOf({ value }: Entry<PackagedDevice>, stations: ReadonlyMap<string, unknown>): { field: string; message: string }[] {
  const problems: { field: string; message: string }[] = []
  if (!stations.has(value.station)) problems.push({ field: 'station', message: `there is no station "${value.station}"` })
  const model = modelNamed(value.model)
  if (!model) {
    const known = SENSOR_MODELS.map(({ id }) => id).join(', ')
    problems.push({ field: 'model', message: `there is no sensor model "${value.model}"; known: ${known}` })
  }
  if (model?.senses === 'rain' && value.datum !== null)
    problems.push({ field: 'datum', message: `${model.id} measures rain: it has no datum` })
  if (model && model.rainMmPerTip === undefined && value.rainMmPerTip !== null)
    problems.push({ field: 'rainMmPerTip', message: `${model.id} counts no tips that would have to be told their size` })
  return problems
}
