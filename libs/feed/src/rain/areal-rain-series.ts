import { type Db, MS_PER_MINUTE } from '#libs/platform'
import { arealMean } from './areal'
import { gaugeRecords, gaugesOfZones } from './gauge-records'
import { sumsOf } from './rain-record'
import { readRainSettings } from './settings'

/** Rain over a zone in one step of a series. */
export interface ArealRainStep {
  /** End of the step. */
  readonly at: Date
  /** null where it is not known. */
  readonly mm: number | null
  /** Share of the gauges' weight and of the step that is known, 0 to 1. */
  readonly coverage: number
}

/**
 * Areal rain of a zone in even steps, oldest first: for models and graphs. Steps end at `from + n * stepMinutes`; a last step that
 * would end after `to` is left out.
 *
 * @throws RangeError when a step has no length
 */
export async function arealRainSeries(db: Db, zoneId: string, from: Date, to: Date, stepMinutes: number): Promise<ArealRainStep[]> {
  if (!(stepMinutes > 0)) throw new RangeError(`a step of a series has a length: ${stepMinutes} minutes`)
  const { maxDistanceKm } = await readRainSettings(db)
  const gauges = (await gaugesOfZones(db, [zoneId], maxDistanceKm, from, to)).get(zoneId) ?? []
  const records = await gaugeRecords(
    db,
    gauges.map((gauge) => gauge.stationId),
    from,
    to,
  )
  const stepMs = stepMinutes * MS_PER_MINUTE
  const steps = Math.floor((to.getTime() - from.getTime()) / stepMs)
  return Array.from({ length: Math.max(steps, 0) }, (_, index) => {
    const endsAt = from.getTime() + (index + 1) * stepMs
    const { mm, coverage } = arealMean(gauges, sumsOf(records, endsAt - stepMs, endsAt))
    return { at: new Date(endsAt), mm, coverage }
  })
}
