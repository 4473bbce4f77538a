/** A gauge near an area. */
export interface NearGauge {
  readonly stationId: string
  /** From the gauge to the nearest point of the area; 0 inside it. */
  readonly km: number
}

export interface ArealMean {
  /** mm; null where the gauges that know carry too little of the weight. */
  readonly mm: number | null
  /** Share of all weight that is carried by gauges that know, times how much they know, 0 to 1. */
  readonly coverage: number
  /** Gauges that took part, nearest first. */
  readonly stations: string[]
}

/** Gauges nearer than this weigh alike: below it the gauge's own error is larger than what distance explains. */
const NEAR_KM = 1
/** Less of the weight than this cannot speak for the area: a silent gauge on the slope is not replaced by one beyond the ridge. */
const LEAST_WEIGHT = 0.5

export const weightOf = ({ km }: NearGauge): number => 1 / Math.max(km, NEAR_KM) ** 2

/**
 * Rain over an area from the gauges around it, weighted by the inverse square of their distance.
 * Not Thiessen polygons: with few gauges one polygon is one gauge, and the estimate jumps when it falls silent; here the others take
 * over by degrees, and the share of the weight that is silent says how far the estimate is to be believed.
 *
 * @param gauges nearest first
 * @param sums what each gauge has for the window; a gauge without a sum is silent
 */
export function arealMean(
  gauges: readonly NearGauge[],
  sums: ReadonlyMap<string, { readonly mm: number | null; readonly coverage: number }>,
): ArealMean {
  let all = 0
  let known = 0
  let covered = 0
  let rain = 0
  const stations: string[] = []
  for (const gauge of gauges) {
    const weight = weightOf(gauge)
    all += weight
    const sum = sums.get(gauge.stationId)
    if (!sum || sum.mm === null) continue
    known += weight
    covered += weight * sum.coverage
    rain += weight * sum.mm
    stations.push(gauge.stationId)
  }
  if (all === 0) return { mm: null, coverage: 0, stations }
  return { mm: known / all < LEAST_WEIGHT ? null : rain / known, coverage: covered / all, stations }
}
