/** What an earthquake does to one place. Distances in km. */
export interface Shaking {
  readonly magnitude: number
  readonly depthKm: number
  /** From the epicentre to the place, on the surface. */
  readonly epicentralKm: number
}

export interface IntensityEstimate {
  /** Modified Mercalli intensity, not rounded; the scale begins at 1. */
  readonly mmi: number
  /** Standard deviation of the equation there, MMI. */
  readonly sigma: number
  /** In what the earthquake lies outside what the equation was fitted to; empty inside. */
  readonly extrapolated: ('magnitude' | 'distance' | 'depth')[]
}

/** What the equation was fitted to: shallow earthquakes of active crust. */
const FITTED = { leastMagnitude: 5, mostMagnitude: 7.9, mostKm: 300, mostDepthKm: 50 }
const LEAST_MMI = 1
const MOST_MMI = 12
/** Beyond this distance attenuation is slower by the last term. */
const FAR_KM = 50

/**
 * Intensity an earthquake is expected to have at a place, on average ground.
 *
 * Allen, Wald and Worden 2012, "Intensity attenuation for active crustal regions", J. Seismol. 16, 409-433, the version for hypocentral
 * distance without site terms; fitted to M 5.0 to 7.9 within 300 km, worldwide. For Cianjur 2022-11-21 (M 5.6) it gives one to two
 * classes more than BMKG announced within 80 km: an estimate on the strong side, good for deciding whether to tell an officer and for
 * nothing else.
 */
export function estimateIntensity({ magnitude, depthKm, epicentralKm }: Shaking): IntensityEstimate {
  const km = Math.hypot(epicentralKm, depthKm)
  const near = -0.209 + 2.042 * Math.exp(magnitude - 5)
  const far = km > FAR_KM ? 0.078 * Math.log(km / FAR_KM) : 0
  const mmi = 2.085 + 1.428 * magnitude - 1.402 * Math.log(Math.hypot(km, near)) + far
  return {
    mmi: Math.min(Math.max(mmi, LEAST_MMI), MOST_MMI),
    sigma: 0.82 + 0.37 / (1 + (km / 22.9) ** 2),
    extrapolated: [
      ...(magnitude < FITTED.leastMagnitude || magnitude > FITTED.mostMagnitude ? (['magnitude'] as const) : []),
      ...(km > FITTED.mostKm ? (['distance'] as const) : []),
      ...(depthKm > FITTED.mostDepthKm ? (['depth'] as const) : []),
    ],
  }
}

/** The class people speak of: 3.4 is III. */
export const intensityClass = (mmi: number): number => Math.round(mmi)

const ROMAN = ['', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'] as const

/** @throws RangeError for what is no class of the scale */
export function romanIntensity(intensity: number): string {
  const word = ROMAN[intensity]
  if (!word) throw new RangeError(`no class of the intensity scale: ${intensity}`)
  return word
}
